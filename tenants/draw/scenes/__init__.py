"""Which pictures exist: file name -> (scene, width, height, finishing options)."""

from . import (
    boardwalk,
    catch,
    dawn,
    fields,
    market,
    meeting,
    night,
    portraits,
    posyandu,
    purun,
    river,
    roads,
    sasirangan,
    weaving,
    working_party,
)

WIDE = (1600, 1067)
TALL = (1067, 1600)
FACE = (800, 800)

PICTURES = {
    "hero.jpg": (river.hero, 1920, 1080, {"quality": 80}),
    "sungai-senja.jpg": (river.dusk, *WIDE, {}),
    "masjid-subuh.jpg": (dawn.mosque_at_dawn, *WIDE, {}),
    "sawah-pasang-surut.jpg": (fields.growing_rice, *WIDE, {}),
    "panen-padi.jpg": (fields.harvest, *WIDE, {}),
    "rawa-purun.jpg": (purun.purun_marsh, *TALL, {}),
    "titian-ulin.jpg": (boardwalk.boardwalk, *WIDE, {}),
    "gotong-royong.jpg": (working_party.working_party, *WIDE, {}),
    "pasar-sungai.jpg": (market.river_market, *WIDE, {}),
    "surat-malam.jpg": (night.letter_at_night, *WIDE, {}),
    "jalan-tanah.jpg": (roads.earth_road, *WIDE, {}),
    "jalan-banjir.jpg": (roads.flooded_road, *WIDE, {}),
    "posyandu.jpg": (posyandu.posyandu, *WIDE, {}),
    "anyaman-purun.jpg": (weaving.weaving, *WIDE, {}),
    "musyawarah.jpg": (meeting.meeting, *WIDE, {}),
    "papuyu.jpg": (catch.catch, *WIDE, {}),
    "sasirangan.png": (sasirangan.drying_cloth, *WIDE, {"grain": 0, "bloom": 0}),
    "aparat-pambakal.jpg": (portraits.head_of_village, *FACE, {}),
    "aparat-sekdes.jpg": (portraits.secretary, *FACE, {}),
    "aparat-keuangan.jpg": (portraits.treasurer, *FACE, {}),
    "aparat-pelayanan.jpg": (portraits.services, *FACE, {}),
    "aparat-bpd.jpg": (portraits.council, *FACE, {}),
    "aparat-pkk.jpg": (portraits.women, *FACE, {}),
}
