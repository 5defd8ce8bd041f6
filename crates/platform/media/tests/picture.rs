//! What becomes of pictures from phones, scanners, drawing programs and people with bad intentions.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, Frame, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use media::PublicFormat;
use media::picture::{self, Format, PictureError, Processed, Refused, Variant};
use moxcms::ColorProfile;

fn fixture(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn encode(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A picture with enough detail to be worth compressing.
fn scene(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        let wave = ((f64::from(x) / 37.0).sin() * 60.0 + (f64::from(y) / 23.0).cos() * 60.0) as i32;
        let channel = |base: i32| u8::try_from((base + wave).clamp(0, 255)).unwrap();
        Rgb([channel(120), channel(90 + (x % 7) as i32), channel(150)])
    }))
}

fn pixels(variant: &Variant) -> DynamicImage {
    image::load_from_memory(&variant.bytes).unwrap()
}

fn assert_near(pixel: Rgb<u8>, wanted: [u8; 3], within: i16, what: &str) {
    let far = pixel
        .0
        .iter()
        .zip(wanted)
        .any(|(a, b)| (i16::from(*a) - i16::from(b)).abs() > within);
    assert!(!far, "{what}: {:?} is not near {wanted:?}", pixel.0);
}

fn refused(bytes: &[u8]) -> PictureError {
    let error = picture::inspect(bytes).unwrap_err();
    assert_eq!(
        picture::process(bytes).unwrap_err(),
        error,
        "both say the same"
    );
    error
}

fn sizes(processed: &Processed) -> Vec<(u32, u32)> {
    processed
        .variants
        .iter()
        .filter(|variant| variant.format == PublicFormat::Webp)
        .map(|variant| (variant.width, variant.height))
        .collect()
}

#[test]
fn a_phone_photo_stands_upright_and_tells_no_place() {
    let bytes = fixture("foto_orient6_gps.jpg");
    let head = picture::inspect(&bytes).unwrap();
    assert_eq!(
        (head.format, head.width, head.height),
        (Format::Jpeg, 40, 20)
    );
    assert_eq!(head.orientation, Orientation::Rotate90);

    let processed = picture::process(&bytes).unwrap();

    assert_eq!((processed.width, processed.height), (20, 40));
    assert_eq!(sizes(&processed), [(20, 40)], "never enlarged");
    assert_eq!(processed.variants.len(), 2);
    for variant in &processed.variants {
        let image = pixels(variant).into_rgb8();
        assert_eq!(image.dimensions(), (20, 40));
        assert_near(*image.get_pixel(10, 8), [254, 0, 0], 40, "red on top");
        assert_near(*image.get_pixel(10, 32), [0, 0, 254], 40, "blue below");
        for secret in [
            &b"Exif"[..],
            b"GPS",
            b"http://ns.adobe",
            b"ICC_PROFILE",
            b"EXIF",
            b"XMP ",
        ] {
            let found = variant
                .bytes
                .windows(secret.len())
                .any(|part| part == secret);
            assert!(
                !found,
                "{:?} holds {}",
                variant.format,
                String::from_utf8_lossy(secret)
            );
        }
    }
}

#[test]
fn every_orientation_ends_upright() {
    // A JPEG whose EXIF says nothing but its orientation.
    let plain = encode(&scene(90, 60), ImageFormat::Jpeg);
    for value in 1..=8u8 {
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
        exif.extend([value, 0, 0, 0, 0, 0, 0, 0]);
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xFF, 0xE1]);
        bytes.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
        bytes.extend(&exif);
        bytes.extend(&plain[2..]);

        let mut wanted = image::load_from_memory(&plain).unwrap();
        wanted.apply_orientation(Orientation::from_exif(value).unwrap());
        let processed = picture::process(&bytes).unwrap();
        let got = pixels(processed.largest_jpeg().unwrap()).into_rgb8();
        let wanted = wanted.into_rgb8();
        assert_eq!(got.dimensions(), wanted.dimensions(), "orientation {value}");
        let difference: u64 = got
            .iter()
            .zip(wanted.iter())
            .map(|(a, b)| u64::from(a.abs_diff(*b)))
            .sum();
        let mean = difference / got.as_raw().len() as u64;
        assert!(mean < 12, "orientation {value}: mean difference {mean}");
    }
}

#[test]
fn a_bomb_is_refused_from_its_head() {
    let bytes = fixture("bomb_30000.png");
    let before = Instant::now();
    let error = refused(&bytes);
    assert!(
        before.elapsed() < Duration::from_millis(100),
        "{:?}",
        before.elapsed()
    );
    assert_eq!(error, PictureError::TooManyPixels { megapixels: 900 });
    assert_eq!(
        error.to_string(),
        "Gambar terlalu besar (900 megapiksel, batas 80)."
    );
}

#[test]
fn heavy_long_and_empty_files_are_refused_in_words() {
    assert_eq!(refused(&[]), PictureError::Empty);
    let mut heavy = encode(&scene(20, 20), ImageFormat::Jpeg);
    heavy.resize(picture::MAX_BYTES + 1, 0);
    assert!(refused(&heavy).to_string().contains("batas 25 MB"));
    let long = encode(&DynamicImage::new_luma8(30_001, 2), ImageFormat::Png);
    assert!(refused(&long).to_string().contains("30.001 × 2"));
}

#[test]
fn bytes_decide_and_names_do_not() {
    let heic = refused(&fixture("heic_bernama_jpg.jpg"));
    assert_eq!(heic, PictureError::Refused(Refused::Heic));
    assert!(
        heic.to_string()
            .contains("Ubah ke JPG: Setelan › Kamera › Paling Kompatibel")
    );

    let jpeg = fixture("jpeg_bernama_heic.HEIC");
    assert_eq!(picture::inspect(&jpeg).unwrap().format, Format::Jpeg);
    assert!(picture::process(&jpeg).is_ok());

    for name in ["xss.svg", "svg_entitas.svg"] {
        // Named .png or sent as image/png, it is the same bytes; as .svgz it is compressed.
        let error = refused(&fixture(name));
        assert_eq!(error, PictureError::Refused(Refused::Svg), "{name}");
        assert!(
            error
                .to_string()
                .to_lowercase()
                .contains("format tidak didukung")
        );
    }
    assert_eq!(refused(b"\x1f\x8b\x08\0\0\0\0\0\0\x03svgz"), compressed());
    let bitmap = b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0";
    assert!(refused(bitmap).to_string().contains("BMP"));
    assert!(refused(b"%PDF-1.4 %...").to_string().contains("PDF"));
    assert!(
        refused(b"<!doctype html><script>")
            .to_string()
            .contains("halaman web")
    );
    assert!(
        refused(b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf")
            .to_string()
            .contains("AVIF")
    );
}

fn compressed() -> PictureError {
    PictureError::Refused(Refused::Compressed)
}

#[test]
fn a_gif_with_a_script_inside_becomes_plain_pixels_or_nothing() {
    let bytes = fixture("gif_js.gif");
    match picture::process(&bytes) {
        Ok(processed) => {
            for variant in processed.variants {
                assert!(!variant.bytes.windows(5).any(|part| part == b"alert"));
            }
        }
        Err(error) => assert_eq!(error, PictureError::Broken),
    }
}

#[test]
fn the_first_frame_of_an_animation_is_shown() {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for colour in [[250, 10, 10, 255], [10, 10, 250, 255]] {
        let image = RgbaImage::from_pixel(30, 20, Rgba(colour));
        encoder.encode_frame(Frame::new(image)).unwrap();
    }
    drop(encoder);
    let processed = picture::process(&bytes).unwrap();
    let image = pixels(processed.largest_jpeg().unwrap()).into_rgb8();
    assert_near(*image.get_pixel(15, 10), [250, 10, 10], 12, "first frame");

    let dot = encode(&DynamicImage::new_rgba8(1, 1), ImageFormat::Gif);
    assert_eq!(sizes(&picture::process(&dot).unwrap()), [(1, 1)]);
}

#[test]
fn sizes_are_made_for_pages_and_never_enlarged() {
    let cases = [
        ((2000, 1000), vec![(320, 160), (640, 320), (1280, 640)]),
        ((1000, 500), vec![(320, 160), (640, 320), (1000, 500)]),
        ((640, 480), vec![(320, 240), (640, 480)]),
        ((200, 300), vec![(200, 300)]),
        ((20_000, 10), vec![(320, 1), (640, 1), (1280, 1)]),
        ((10, 20_000), vec![(8, 16_000)]),
    ];
    for ((width, height), wanted) in cases {
        let bytes = encode(&scene(width, height), ImageFormat::Jpeg);
        let processed = picture::process(&bytes).unwrap();
        assert_eq!((processed.width, processed.height), (width, height));
        assert_eq!(sizes(&processed), wanted, "{width}×{height}");
        for variant in &processed.variants {
            let image = pixels(variant);
            assert_eq!(
                (image.width(), image.height()),
                (variant.width, variant.height)
            );
            assert_eq!(variant.name().hash(), variant.hash);
            assert_eq!(variant.hash.len(), 32);
        }
        let placeholder = &processed.placeholder;
        assert!(
            placeholder.starts_with("data:image/webp;base64,"),
            "{placeholder}"
        );
        assert!(placeholder.len() < 200, "{} bytes", placeholder.len());
    }
}

#[test]
fn a_small_one_is_upright_bounded_and_tells_no_place() {
    let small = picture::small(&fixture("foto_orient6_gps.jpg"), 480).unwrap();
    let upright = picture::process(&fixture("foto_orient6_gps.jpg")).unwrap();
    let seen = picture::inspect(&small).unwrap();
    assert_eq!(seen.format, Format::Jpeg);
    assert_eq!(seen.orientation, Orientation::NoTransforms);
    assert!(seen.width.max(seen.height) <= 480, "{seen:?}");
    assert_eq!(seen.width < seen.height, upright.width < upright.height);
    assert!(!small.windows(4).any(|four| four == b"Exif"));
    for (width, height, wanted) in [
        (1600, 1200, (480, 360)),
        (300, 1200, (120, 480)),
        (200, 100, (200, 100)),
        (2000, 2, (480, 1)),
    ] {
        let small = picture::small(&encode(&scene(width, height), ImageFormat::Png), 480).unwrap();
        let seen = picture::inspect(&small).unwrap();
        assert_eq!((seen.width, seen.height), wanted, "{width} × {height}");
    }
    assert_eq!(picture::small(b"kosong", 480), Err(refused(b"kosong")));
}

#[test]
fn the_same_picture_has_the_same_names() {
    let bytes = encode(&scene(700, 400), ImageFormat::Png);
    let names = |processed: Processed| -> Vec<String> {
        processed
            .variants
            .iter()
            .map(|variant| variant.name().to_string())
            .collect()
    };
    let first = names(picture::process(&bytes).unwrap());
    assert_eq!(first, names(picture::process(&bytes).unwrap()));
    assert_eq!(first.len(), 6);
}

#[test]
fn print_colours_stay_red() {
    let processed = picture::process(&fixture("cmyk.jpg")).unwrap();
    for variant in &processed.variants {
        let image = pixels(variant).into_rgb8();
        let middle = *image.get_pixel(image.width() / 2, image.height() / 2);
        let [red, green, blue] = middle.0;
        assert!(
            red > 190 && green < 80 && blue < 80,
            "{:?}: {middle:?}",
            variant.format
        );
    }
}

#[test]
fn transparency_stays_in_webp_and_becomes_white_in_jpeg() {
    let source = image::load_from_memory(&fixture("png16_alpha.png")).unwrap();
    assert!(source.color().has_alpha());
    let processed = picture::process(&fixture("png16_alpha.png")).unwrap();
    let webp = pixels(&processed.variants[0]);
    assert!(webp.color().has_alpha());
    for (kept, own) in webp.to_rgba8().pixels().zip(source.to_rgba8().pixels()) {
        assert!(kept.0[3].abs_diff(own.0[3]) <= 3, "{kept:?} was {own:?}");
    }
    assert_eq!(processed.placeholder, "", "a blur would shine through");

    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(50, 50, Rgba([0, 0, 0, 0])));
    let processed = picture::process(&encode(&clear, ImageFormat::Png)).unwrap();
    let jpeg = pixels(processed.largest_jpeg().unwrap()).into_rgb8();
    assert_near(
        *jpeg.get_pixel(25, 25),
        [255, 255, 255],
        2,
        "white shines through",
    );

    let opaque = DynamicImage::ImageRgba8(RgbaImage::from_pixel(50, 50, Rgba([9, 99, 9, 255])));
    let processed = picture::process(&encode(&opaque, ImageFormat::Png)).unwrap();
    assert!(
        !pixels(&processed.variants[0]).color().has_alpha(),
        "no needless alpha"
    );
    assert_ne!(processed.placeholder, "");
}

#[test]
fn profiles_are_turned_into_plain_web_colours() {
    let mut wide = Vec::new();
    let mut encoder = PngEncoder::new(&mut wide);
    encoder
        .set_icc_profile(ColorProfile::new_display_p3().encode().unwrap())
        .unwrap();
    let p3_red = RgbImage::from_pixel(40, 40, Rgb([234, 51, 35]));
    encoder
        .write_image(&p3_red, 40, 40, image::ExtendedColorType::Rgb8)
        .unwrap();
    let processed = picture::process(&wide).unwrap();
    let image = pixels(processed.largest_jpeg().unwrap()).into_rgb8();
    assert_near(*image.get_pixel(20, 20), [255, 0, 0], 14, "Display P3");

    let mut grey = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut grey, 95);
    let profile = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    encoder.set_icc_profile(profile).unwrap();
    encoder
        .write_image(&[55; 1600], 40, 40, image::ExtendedColorType::L8)
        .unwrap();
    let processed = picture::process(&grey).unwrap();
    let image = pixels(processed.largest_jpeg().unwrap()).into_rgb8();
    assert_near(*image.get_pixel(20, 20), [128, 128, 128], 6, "linear grey");
}

#[test]
fn a_profile_that_is_rubbish_changes_nothing() {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder
        .set_icc_profile(b"not a profile at all".to_vec())
        .unwrap();
    let image = RgbImage::from_pixel(40, 40, Rgb([200, 100, 50]));
    encoder
        .write_image(&image, 40, 40, image::ExtendedColorType::Rgb8)
        .unwrap();
    let processed = picture::process(&bytes).unwrap();
    let image = pixels(processed.largest_jpeg().unwrap()).into_rgb8();
    assert_near(*image.get_pixel(20, 20), [200, 100, 50], 8, "as it was");
}

#[test]
fn a_cut_off_file_is_an_error_in_every_format() {
    let image = scene(400, 300);
    let webp = webp::Encoder::from_rgb(&image.to_rgb8(), 400, 300)
        .encode(80.0)
        .to_vec();
    let files = [
        ("JPEG", encode(&image, ImageFormat::Jpeg)),
        ("PNG", encode(&image, ImageFormat::Png)),
        ("GIF", encode(&image, ImageFormat::Gif)),
        ("WebP", webp),
        ("lossless WebP", encode(&image, ImageFormat::WebP)),
    ];
    for (format, bytes) in files {
        assert!(picture::process(&bytes).is_ok(), "{format} whole");
        for part in [30, 50, 90, 99] {
            let cut = &bytes[..bytes.len() * part / 100];
            assert_eq!(
                picture::process(cut).unwrap_err(),
                PictureError::Broken,
                "{format} cut at {part} %"
            );
        }
        let stump = &bytes[..24];
        assert!(picture::process(stump).is_err(), "{format} stump");
    }
}

#[test]
fn a_jpeg_is_read_right_or_not_at_all() {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
    let image = scene(121, 87).into_rgb8();
    let encode = |sampling, progressive, own_tables| {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 92);
        encoder.set_sampling_factor(sampling);
        encoder.set_progressive(progressive);
        encoder.set_optimized_huffman_tables(own_tables);
        encoder.encode(&image, 121, 87, ColorType::Rgb).unwrap();
        bytes
    };
    for sampling in [
        SamplingFactor::F_1_1,
        SamplingFactor::F_2_1,
        SamplingFactor::F_2_2,
    ] {
        for progressive in [false, true] {
            let bytes = encode(sampling, progressive, progressive);
            let processed = picture::process(&bytes).unwrap();
            let got = pixels(processed.largest_jpeg().unwrap()).into_rgb8();
            let difference: u64 = got
                .iter()
                .zip(image.iter())
                .map(|(a, b)| u64::from(a.abs_diff(*b)))
                .sum();
            let mean = difference / got.as_raw().len() as u64;
            assert!(mean < 12, "{sampling:?}, progressive {progressive}: {mean}");
        }
    }
    // With tables of its own this encoder writes a scan per colour, which the decoder garbles.
    let rare = encode(SamplingFactor::F_2_2, false, true);
    assert_eq!(picture::process(&rare).unwrap_err(), PictureError::RareJpeg);
}

#[test]
fn what_phones_append_to_a_jpeg_does_not_matter() {
    let mut bytes = encode(&scene(300, 200), ImageFormat::Jpeg);
    bytes.extend(b"\0\0\0\x18ftypmp42 the film of a motion photo");
    assert!(picture::process(&bytes).is_ok());
}

#[test]
fn garbage_never_panics() {
    let whole = encode(&scene(64, 64), ImageFormat::Jpeg);
    let png = encode(&scene(64, 64), ImageFormat::Png);
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for source in [&whole, &png] {
        for _ in 0..300 {
            let mut bytes = source.clone();
            for _ in 0..6 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let at = usize::try_from(state >> 33).unwrap() % bytes.len();
                bytes[at] = state.to_le_bytes()[0];
            }
            // Any answer will do, as long as there is one.
            let _ = picture::process(&bytes);
        }
    }
}

#[tokio::test]
async fn an_honest_large_photo_is_taken() {
    let mut bytes = Vec::new();
    let large = scene(9000, 6000).into_rgb8();
    let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder
        .encode(&large, 9000, 6000, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    drop(large);
    assert!(bytes.len() < picture::MAX_BYTES, "{} bytes", bytes.len());
    let processed = picture::process_in_turn(bytes.into()).await.unwrap();
    assert_eq!((processed.width, processed.height), (9000, 6000));
    assert_eq!(sizes(&processed), [(320, 213), (640, 427), (1280, 853)]);
}
