//! Makes workbooks by hand, as programs that are not ours do.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use sheets::{Cell, Limits, ReadError, Table, Wanted, Workbook};
use zip::write::SimpleFileOptions;

pub const DIRTY: &[u8] = include_bytes!("../fixtures/penduduk_kotor.xlsx");
pub const OPENPYXL: &[u8] = include_bytes!("../fixtures/openpyxl.xlsx");
pub const XLS: &[u8] = include_bytes!("../fixtures/penduduk.xls");
pub const XLS_1904: &[u8] = include_bytes!("../fixtures/tahun_1904.xls");

pub const RESIDENTS: [Wanted; 5] = [
    Wanted {
        key: "nik",
        names: &["NIK"],
        required: true,
    },
    Wanted {
        key: "name",
        names: &["Nama", "Nama Lengkap"],
        required: true,
    },
    Wanted {
        key: "card",
        names: &["No KK", "Nomor KK"],
        required: false,
    },
    Wanted {
        key: "born",
        names: &["Tanggal Lahir", "Kelahiran Tanggal"],
        required: false,
    },
    Wanted {
        key: "rt",
        names: &["RT"],
        required: false,
    },
];

pub fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    sheets::read(bytes, &Limits::default())
}

pub fn residents(workbook: &Workbook) -> Table<'_> {
    workbook
        .best(|headers| sheets::score(&RESIDENTS, headers))
        .unwrap()
}

/// Texts of all cells of the first sheet, by row number.
pub fn texts(workbook: &Workbook) -> Vec<(u32, Vec<String>)> {
    let rows = workbook.sheets[0].rows.iter();
    rows.map(|row| {
        let cells = (0..row.width()).map(|column| row.cell(column).text().unwrap_or_default());
        (row.number, cells.collect())
    })
    .collect()
}

pub fn text(cell: &Cell) -> String {
    cell.text().unwrap_or_default()
}

/// A zip of these files.
pub fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of Excel whose sheets are given as XML; what is added comes last in the zip.
pub struct Xlsx {
    sheets: Vec<(String, String, String)>,
    date1904: bool,
    strings: Vec<String>,
}

impl Xlsx {
    pub fn new() -> Self {
        Self {
            sheets: Vec::new(),
            date1904: false,
            strings: Vec::new(),
        }
    }

    /// The content of `worksheet`: `<sheetData>…</sheetData>` and what follows.
    pub fn sheet(self, name: &str, content: &str) -> Self {
        self.sheet_in_state(name, "visible", content)
    }

    pub fn sheet_in_state(mut self, name: &str, state: &str, content: &str) -> Self {
        self.sheets
            .push((name.to_owned(), state.to_owned(), content.to_owned()));
        self
    }

    /// Rows of texts, one after the other.
    pub fn rows(self, name: &str, rows: &[&[&str]]) -> Self {
        let mut content = String::from("<sheetData>");
        for row in rows {
            content.push_str("<row>");
            for cell in *row {
                write!(content, "<c t=\"inlineStr\"><is><t>{cell}</t></is></c>").unwrap();
            }
            content.push_str("</row>");
        }
        content.push_str("</sheetData>");
        self.sheet(name, &content)
    }

    pub fn since_1904(mut self) -> Self {
        self.date1904 = true;
        self
    }

    pub fn strings(mut self, strings: &[&str]) -> Self {
        self.strings = strings.iter().map(|text| (*text).to_owned()).collect();
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut files = vec![
            ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
            (
                "_rels/.rels".to_owned(),
                format!(
                    "<Relationships><Relationship Id=\"a\" Type=\"{OFFICE}/officeDocument\" \
                     Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        ];
        let mut list = String::new();
        let mut relations = format!(
            "<Relationship Id=\"s\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
             <Relationship Id=\"t\" Type=\"{OFFICE}/sharedStrings\" Target=\"sharedStrings.xml\"/>"
        );
        for (index, (name, state, content)) in self.sheets.iter().enumerate() {
            write!(
                list,
                "<sheet name=\"{name}\" state=\"{state}\" r:id=\"r{index}\"/>"
            )
            .unwrap();
            write!(
                relations,
                "<Relationship Id=\"r{index}\" Type=\"{OFFICE}/worksheet\" \
                 Target=\"worksheets/sheet{index}.xml\"/>"
            )
            .unwrap();
            files.push((
                format!("xl/worksheets/sheet{index}.xml"),
                format!("<?xml version=\"1.0\"?><worksheet xmlns=\"m\">{content}</worksheet>"),
            ));
        }
        files.push((
            "xl/workbook.xml".to_owned(),
            format!(
                "<workbook><workbookPr date1904=\"{}\"/><sheets>{list}</sheets></workbook>",
                u8::from(self.date1904)
            ),
        ));
        files.push((
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!("<Relationships>{relations}</Relationships>"),
        ));
        let strings = self
            .strings
            .iter()
            .map(|text| format!("<si><t>{text}</t></si>"));
        files.push((
            "xl/sharedStrings.xml".to_owned(),
            format!("<sst>{}</sst>", strings.collect::<String>()),
        ));
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_str()))
            .collect();
        zip(&files)
    }
}

/// Style 1 is a date, 2 shows three digits, 3 is a date of the workbook's own format.
const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"000\"/>\
    <numFmt numFmtId=\"165\" formatCode=\"[$-421]dd\\ mmmm\\ yyyy;@\"/></numFmts>\
    <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
    <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>\
    </cellXfs></styleSheet>";

/// A workbook of LibreOffice whose tables are given as XML.
pub fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>\
         </office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ])
}
