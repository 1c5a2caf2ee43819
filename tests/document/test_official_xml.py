"""The Word file as XML: page, grid, faces, levels, footers, tables, properties."""

from __future__ import annotations

import time
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from reporter.core.marks import Marks
from reporter.document.title import broken
from tests.document.docsamples import BODY, FILE, NS, W, made, of_style, part, styled, text_of, wide_annex

FULL = made(FILE + BODY + wide_annex(3) + "\n::: 附件 竖排\n## 范围\n文字\n:::\n")
PPR_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
]
RPR_ORDER = ["rFonts", "b", "bCs", "i", "color", "spacing", "w", "kern", "position", "sz", "szCs", "lang"]
SECTION_ORDER = ["headerReference", "footerReference", "type", "pgSz", "pgMar", "titlePg", "docGrid"]


def sections(data: bytes = FULL) -> list[etree._Element]:
    return list(part(data).iter(f"{W}sectPr"))


def numbers(element: etree._Element | None) -> dict[str, str]:
    assert element is not None
    return {key.removeprefix(W): value for key, value in element.attrib.items()}


def local(children: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in children]


def parts(data: bytes = FULL) -> list[etree._Element]:
    with ZipFile(BytesIO(data)) as archive:
        return [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.startswith("word/")]


class TestPage:
    def test_upright(self) -> None:
        section = sections()[0]
        assert numbers(section.find("w:pgSz", NS)) == {"w": "11906", "h": "16838"}
        margins = numbers(section.find("w:pgMar", NS))
        assert [margins[side] for side in ("top", "right", "bottom", "left")] == ["2098", "1474", "1984", "1588"]

    def test_landscape_is_the_upright_page_turned(self) -> None:
        section = sections()[1]
        assert numbers(section.find("w:pgSz", NS)) == {"w": "16838", "h": "11906", "orient": "landscape"}
        margins = numbers(section.find("w:pgMar", NS))
        assert [margins[side] for side in ("top", "right", "bottom", "left")] == ["1588", "2098", "1474", "1984"]

    def test_every_section_has_the_grid_and_both_footers(self) -> None:
        assert len(sections()) == 4
        for section in sections():
            assert numbers(section.find("w:docGrid", NS)) == {"type": "lines", "linePitch": "579"}
            kinds = [numbers(ref)["type"] for ref in section.iterfind("w:footerReference", NS)]
            assert kinds == ["default", "even"]

    def test_numbers_stand_outside(self) -> None:
        feet = {
            numbers(root.find(".//w:jc", NS))["val"]: text_of(root)
            for root in parts()
            if etree.QName(root).localname == "ftr" and text_of(root)
        }
        assert feet == {"right": "— 1 —", "left": "— 1 —"}

    def test_the_side_of_the_imprint_has_no_number(self) -> None:
        assert any(etree.QName(root).localname == "ftr" and not text_of(root) for root in parts())

    def test_fields_are_complete_and_nothing_asks_for_update(self) -> None:
        for root in parts():
            kinds = [numbers(mark)["fldCharType"] for mark in root.iter(f"{W}fldChar")]
            assert kinds in ([], ["begin", "separate", "end"])
            assert root.find(".//w:updateFields", NS) is None


class TestSchemaOrder:
    @pytest.mark.parametrize(
        ("tag", "order"), [("pPr", PPR_ORDER), ("rPr", RPR_ORDER), ("sectPr", SECTION_ORDER)], ids=["p", "r", "section"]
    )
    def test_children(self, tag: str, order: list[str]) -> None:
        strong = made(FILE.replace("文种", "密级: 机密★1年\n文种") + "**强**—− 昇\n" + wide_annex(1))
        found = [element for data in (FULL, strong) for root in parts(data) for element in root.iter(f"{W}{tag}")]
        assert found
        for element in found:
            places = [order.index(name) for name in local(element)]
            assert places == sorted(places)


class TestFaces:
    def test_no_theme_font_anywhere(self) -> None:
        names = {key for root in parts() for fonts in root.iter(f"{W}rFonts") for key in fonts.attrib}
        assert not [key for key in names if "heme" in key]

    def test_every_run_says_which_face_undecided_characters_take(self) -> None:
        runs = [run for run in part(FULL).iter(f"{W}r") if run.find("w:t", NS) is not None]
        assert runs
        assert all(run.find(f"w:rPr/w:rFonts[@{W}hint]", NS) is not None for run in runs)

    def test_faces_of_the_styles(self) -> None:
        styles = part(FULL, "word/styles.xml")
        faces = {
            style.get(f"{W}styleId"): fonts.get(f"{W}eastAsia")
            for style in styles.iterfind("w:style", NS)
            if (fonts := style.find("w:rPr/w:rFonts", NS)) is not None
        }
        assert faces["Normal"] == "仿宋_GB2312"
        assert [faces[f"Heading{level}"] for level in (1, 2, 3, 4)] == [
            "黑体",
            "楷体_GB2312",
            "仿宋_GB2312",
            "仿宋_GB2312",
        ]
        assert faces["Title"] == faces["RedMark"] == "方正小标宋简体"
        assert faces["AnnexLabel"] == "黑体"

    def test_body_style(self) -> None:
        styles = part(FULL, "word/styles.xml")
        normal = styles.find("w:style[@w:styleId='Normal']", NS)
        body = styles.find("w:style[@w:styleId='BodyText']", NS)
        assert normal is not None
        assert body is not None
        spacing = numbers(normal.find("w:pPr/w:spacing", NS))
        assert (spacing["line"], spacing["lineRule"]) == ("579", "exact")
        assert numbers(normal.find("w:rPr/w:spacing", NS)) == {"val": "-5"}
        assert numbers(normal.find("w:rPr/w:sz", NS)) == {"val": "32"}
        assert numbers(body.find("w:pPr/w:ind", NS)) == {"firstLineChars": "200", "firstLine": "630"}
        assert 12756 // 579 == 22
        assert 8844 // (32 * 10 - 5) == 28

    def test_alternatives_for_missing_faces(self) -> None:
        table = part(FULL, "word/fontTable.xml")
        names = {font.get(f"{W}name"): font.find("w:altName", NS) for font in table}
        assert numbers(names["仿宋_GB2312"]) == {"val": "仿宋"}
        assert numbers(names["楷体_GB2312"]) == {"val": "楷体"}

    def test_characters_that_the_faces_lack_stand_in_runs_of_their_own(self) -> None:
        data = made(FILE + "建设昇通新材，降−3，好\n")
        runs = [run for run in part(data).iter(f"{W}r") if any(char in text_of(run) for char in "昇−好")]
        assert [text_of(run) for run in runs] == ["昇", "−", "3，好"]
        fonts = [numbers(run.find("w:rPr/w:rFonts", NS)) for run in runs]
        assert fonts == [{"hint": "eastAsia", "eastAsia": "宋体"}, {"hint": "default"}, {"hint": "eastAsia"}]


class TestLevels:
    def test_numbers_are_text_and_restart(self) -> None:
        assert styled(FULL, "Heading1") == ["一、总体情况", "二、工作要求", "一、范围"]
        assert styled(FULL, "Heading2") == ["（一）指标", "（一）补报"]
        assert styled(FULL, "Heading3") == ["1.小项"]
        assert styled(FULL, "Heading4") == ["（1）更小的项"]
        assert part(FULL).find(".//w:numPr", NS) is None

    def test_built_in_names_with_outline_levels(self) -> None:
        styles = part(FULL, "word/styles.xml")
        for level in (1, 2, 3, 4):
            style = styles.find(f"w:style[@w:styleId='Heading{level}']", NS)
            assert style is not None
            assert numbers(style.find("w:name", NS)) == {"val": f"heading {level}"}
            assert numbers(style.find("w:pPr/w:outlineLvl", NS)) == {"val": str(level - 1)}
            assert numbers(style.find("w:rPr/w:b", NS)) == {"val": "0"}

    def test_a_number_in_the_text_is_not_doubled(self) -> None:
        data = made(FILE + "## 一、甲\n## 乙\n### （一）丙\n#### 1.丁\n##### （1）戊\n##### 己\n" + "## 目\n" * 9)
        assert styled(data, "Heading1")[:2] == ["一、甲", "二、乙"]
        assert styled(data, "Heading1")[-1] == "十一、目"
        assert styled(data, "Heading2") == ["（一）丙"]
        assert styled(data, "Heading3") == ["1.丁"]
        assert styled(data, "Heading4") == ["（1）戊", "（2）己"]

    def test_run_in_number_takes_the_face_of_its_level(self) -> None:
        data = made(FILE + "**（一）灯色。**转好8项，**要紧**。\n")
        runs = {text_of(run): run.find("w:rPr", NS) for run in part(data).iter(f"{W}r")}
        kai, bold = runs["（一）灯色。"], runs["要紧"]
        assert kai is not None
        assert bold is not None
        assert numbers(kai.find("w:rFonts", NS))["eastAsia"] == "楷体_GB2312"
        assert kai.find("w:b", NS) is None
        assert bold.find("w:b", NS) is not None


class TestElements:
    def test_file_head(self) -> None:
        assert styled(FULL, "RedMark") == ["屈原管理区管委办公室文件"]
        assert styled(FULL, "Number") == ["屈政办发〔2024〕12号"]
        border = part(FULL).find(".//w:pBdr/w:bottom", NS)
        assert numbers(border) == {"val": "single", "sz": "12", "space": "7", "color": "FF0000"}
        title = of_style(FULL, "Title")[0]
        assert len(title.findall(".//w:br", NS)) == 2

    @pytest.mark.parametrize("number", ["", "（送审稿）"])
    def test_draft_stands_in_the_place_of_the_number(self, number: str) -> None:
        assert styled(made(FILE.replace("屈政办发〔2024〕12号", number)), "Number") == ["（送审稿）"]

    def test_long_mark_is_squeezed_and_short_one_is_not(self) -> None:
        long = made(
            FILE.replace("发文机关: 屈原管理区管委办公室", "发文机关: 屈原管理区优化营商环境工作领导小组办公室")
        )
        scale = part(long).find(".//w:rPr/w:w", NS)
        assert 50 < int(numbers(scale)["val"]) < 60
        assert part(FULL).find(".//w:rPr/w:w", NS) is None

    def test_secrecy_and_urgency_leave_the_mark_where_it_was(self) -> None:
        data = made(FILE.replace("文种", "密级: 机密★1年\n紧急程度: 特急\n文种"))
        assert styled(data, "Secrecy") == ["机密★1年", "特急"]
        (mark,) = of_style(data, "RedMark")
        assert numbers(mark.find("w:pPr/w:spacing", NS)) == {"before": str(1870 - 2 * 579)}

    def test_annexes_listed_and_labelled(self) -> None:
        assert styled(FULL, "AnnexList") == ["附件：1.“八大行动”指标完成情况表", "2.统计口径说明"]
        assert styled(FULL, "AnnexLabel") == ["附件1", "附件2"]
        indents = [numbers(paragraph.find("w:pPr/w:ind", NS)) for paragraph in of_style(FULL, "AnnexList")]
        assert indents == [{"left": "1890", "hanging": "1260"}, {"left": "1890", "hanging": "315"}]

    def test_single_annex_has_no_number(self) -> None:
        text = FILE.replace("“八大行动”指标完成情况表, ", "")
        data = made(text + "\n::: 附件\n文字\n:::\n")
        assert styled(data, "AnnexList") == ["附件：统计口径说明"]
        assert styled(data, "AnnexLabel") == ["附件"]

    def test_sealed_the_name_is_centred_over_a_date_four_characters_from_the_right(self) -> None:
        lines = of_style(made(FILE.replace("署名: ", "印章: 有\n署名: ")), "Signature")
        name, date = (int(numbers(line.find("w:pPr/w:ind", NS))["left"]) for line in lines)
        written = 13 * 315 // 2  # 2024年6月12日 is 13 half characters wide, the name 10 whole ones
        assert date == 8844 - 1260 - written
        assert name == date + (written - 3150) // 2

    def test_a_sealed_name_too_long_to_centre_stays_inside_the_text_area(self) -> None:
        long = FILE.replace(
            "署名: 屈原管理区管委办公室", "印章: 有\n署名: 屈原管理区优化营商环境工作领导小组协调机制办公室"
        )
        name, _ = (int(numbers(line.find("w:pPr/w:ind", NS))["left"]) for line in of_style(made(long), "Signature"))
        assert name + 24 * 315 <= 8844

    def test_date_stands_two_characters_right_of_the_name(self) -> None:
        assert self.left_edges("屈原管理区管委办公室") == [8844 - 630 - 3150, 8844 - 3150]

    def test_date_longer_than_the_name_keeps_the_margin(self) -> None:
        name, date = self.left_edges("区委")
        assert date - name == 630
        assert date + 13 * 315 // 2 == 8844 - 630

    @staticmethod
    def left_edges(name: str) -> list[int]:
        data = made(FILE.replace("署名: 屈原管理区管委办公室", f"署名: {name}"))
        lines = of_style(data, "Signature")
        return [int(numbers(line.find("w:pPr/w:ind", NS))["left"]) for line in lines]

    @staticmethod
    def _kept(body: str) -> list[bool]:
        """Whether each paragraph from the last of the body to the line above the date keeps with the next."""
        paragraphs = part(made(FILE + body + "末段\n")).findall("w:body/w:p", NS)
        texts = [text_of(paragraph) for paragraph in paragraphs]
        chain = paragraphs[texts.index("末段") : texts.index("2024年6月12日")]
        return [paragraph.find("w:pPr/w:keepNext", NS) is not None for paragraph in chain]

    def test_signature_keeps_to_the_body_near_the_foot_of_a_page(self) -> None:
        assert self._kept("一段。\n\n" * 6) == [True] * 6

    def test_an_only_paragraph_and_one_with_room_below_are_free(self) -> None:
        assert self._kept("") == [False] + [True] * 5
        assert self._kept("一段。\n\n" * 14) == [False] + [True] * 5

    def test_remark_in_brackets(self) -> None:
        assert styled(FULL, "Remark") == ["（联系电话见通讯录）"]

    def test_imprint_is_one_box_at_the_foot(self) -> None:
        boxes = part(FULL).findall(".//wp:anchor", NS)
        assert len(boxes) == 1
        assert styled(FULL, "Imprint") == [
            "抄送：市政府督查室，区党委办公室。",
            "屈原管理区管委办公室2024年6月12日印发",
        ]
        rules = [numbers(rule)["sz"] for rule in boxes[0].iterfind(".//w:pBdr/*", NS)]
        assert rules == ["8", "6", "8"]

    def test_imprint_after_a_landscape_annex_has_a_side_of_its_own(self) -> None:
        last = sections(made(FILE + wide_annex(2)))[-1]
        assert numbers(last.find("w:type", NS)) == {"val": "evenPage"}
        assert numbers(last.find("w:pgSz", NS)) == {"w": "11906", "h": "16838"}

    def test_no_imprint_no_box(self) -> None:
        text = "\n".join(line for line in FILE.split("\n") if not line.startswith(("抄送", "印发")))
        assert part(made(text + "文字\n")).find(".//wp:anchor", NS) is None


class TestSample:
    def test_shown_under_the_title_and_in_every_footer(self) -> None:
        data = made(FILE.replace("文种", "样例数据: true\n文种") + BODY + wide_annex(2))
        assert styled(data, "SampleLine") == ["（样例数据，不作任何依据）"]
        feet = [text_of(root) for root in parts(data) if etree.QName(root).localname == "ftr"]
        assert len(feet) == 6
        assert all("样例" in text for text in feet)

    def test_absent_otherwise(self) -> None:
        assert not [root for root in parts() if "样例" in text_of(root)]


class TestOtherLayouts:
    def test_brief(self) -> None:
        data = made(
            "---\n版式: 简报\n报头: 督查专报\n编发单位: 督查室\n日期: 2024年6月 日\n标题: 甲\n"
            "报: 区领导\n送: 召集人。\n共印: 20\n---\n文字\n"
        )
        assert styled(data, "Masthead") == ["督查专报"]
        assert styled(data, "Number") == ["（送审稿）"]
        assert styled(data, "Signature") == []
        assert styled(data, "Imprint") == ["报：区领导。", "送：召集人。", "（共印20份）"]

    def test_letter_has_no_number_on_its_first_page(self) -> None:
        data = made(FILE.replace("版式: 文件", "版式: 信函") + "文字\n")
        (section,) = sections(data)
        assert section.find("w:titlePg", NS) is not None
        kinds = [numbers(ref)["type"] for ref in section.iterfind("w:footerReference", NS)]
        assert kinds == ["first", "default", "even"]
        assert "文件" not in "".join(text_of(root) for root in parts(data) if etree.QName(root).localname == "hdr")
        assert styled(data, "Imprint") == ["抄送：市政府督查室，区党委办公室。"]

    def test_form_signs_in_one_line_and_leaves_room_to_write(self) -> None:
        data = made(
            "---\n版式: 表单\n标题: 督办通知单\n署名: 督查室\n日期: 2024年6月12日\n---\n"
            "| | |\n|---|---|\n| 督办事项 | 保障房 |\n| 领导批示 | |\n"
        )
        assert styled(data, "Imprint") == ["督查室2024年6月12日"]
        heights = [row.find("w:trPr/w:trHeight", NS) is not None for row in part(data).iter(f"{W}tr")]
        assert heights == [False, True]


class TestTables:
    def test_rows_and_grid(self) -> None:
        table = part(FULL).find(".//w:tbl", NS)
        assert table is not None
        assert numbers(table.find("w:tblPr/w:tblLayout", NS)) == {"type": "fixed"}
        grid = [int(numbers(column)["w"]) for column in table.iterfind("w:tblGrid/w:gridCol", NS)]
        assert sum(grid) == 12756
        rows = table.findall("w:tr", NS)
        assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True, False, False, False]
        assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
        for row in rows:
            assert [int(numbers(cell.find("w:tcPr/w:tcW", NS))["w"]) for cell in row.iterfind("w:tc", NS)] == grid

    def test_row_taller_than_a_page_may_split(self) -> None:
        marks = Marks()
        long = marks.add("长" * 3000)
        rows = list(part(made(f"{FILE}| 名 | 值 |\n|---|---|\n| 短 | {long} |\n", marks)).iter(f"{W}tr"))
        assert [row.find("w:trPr/w:cantSplit", NS) is not None for row in rows] == [True, False]

    def test_widths_by_content_fill_the_page(self) -> None:
        marks = Marks()
        long = marks.add("进展情况" * 20)
        table = part(made(f"{FILE}| 编号 | 进展 |\n|---|---|\n| A1-T157 | {long} |\n", marks)).find(".//w:tbl", NS)
        assert table is not None
        first, second = (int(numbers(column)["w"]) for column in table.iterfind("w:tblGrid/w:gridCol", NS))
        assert first + second == 8844
        assert 7 * 120 < first < 1500
        aligned = [numbers(jc)["val"] for jc in table.iterfind("w:tr[2]//w:jc", NS)]
        assert aligned == ["center", "left"]

    def test_a_table_is_never_the_last_block_of_a_section(self) -> None:
        plain = "\n".join(line for line in FILE.split("\n") if not line.startswith(("抄送", "印发")))
        table = "| 名 |\n|---|\n| 甲 |\n"
        data = made(f"{plain}文字\n\n::: 附件 横排\n{table}:::\n\n::: 附件 横排\n{table}:::\n")
        body = part(data).find("w:body", NS)
        assert body is not None
        after = [following for table in body.iterfind("w:tbl", NS) if (following := table.getnext()) is not None]
        assert len(after) == 2
        assert all(numbers(item.find("w:pPr/w:pStyle", NS)) == {"val": "Tail"} for item in after)

    def test_three_hundred_rows_in_a_moment(self) -> None:
        start = time.perf_counter()
        data = made(FILE + wide_annex(300))
        assert time.perf_counter() - start < 3
        assert len(list(part(data).iter(f"{W}tr"))) == 301


class TestFileAsAWhole:
    def test_same_bytes_twice(self) -> None:
        assert made(FILE + BODY + wide_annex(5)) == made(FILE + BODY + wide_annex(5))

    def test_no_trace_of_the_clock(self) -> None:
        with ZipFile(BytesIO(FULL)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]

    def test_opens_in_python_docx_with_clean_properties(self) -> None:
        core = docx.Document(BytesIO(FULL)).core_properties
        assert core.title == "屈原管理区管委办公室关于2024年1—5月“八大行动”推进情况的通报"
        assert (core.author, core.subject, core.category) == ("屈原管理区管委办公室", "屈政办发〔2024〕12号", "通报")
        assert (core.last_modified_by, core.comments, core.keywords) == ("屈原管理区管委办公室", "", "")
        assert core.created is not None
        assert core.created.replace(tzinfo=None) == datetime(2024, 6, 12)

    @pytest.mark.parametrize("date", ["2024年6月 日", "", "2024年6月31日"])
    def test_draft_date_gives_a_fixed_creation_date(self, date: str) -> None:
        data = made(FILE.replace("日期: 2024年6月12日\n附注", f"日期: {date}\n附注"))
        created = docx.Document(BytesIO(data)).core_properties.created
        assert created is not None
        assert created.replace(tzinfo=None) == datetime(2000, 1, 1)

    def test_word_15_without_theme(self) -> None:
        settings = part(FULL, "word/settings.xml")
        mode = settings.find(".//w:compatSetting[@w:name='compatibilityMode']", NS)
        assert numbers(mode)["val"] == "15"
        assert settings.find("w:evenAndOddHeaders", NS) is not None
        with ZipFile(BytesIO(FULL)) as archive:
            assert not [name for name in archive.namelist() if "theme" in name or "media" in name]


class TestTitleLines:
    @pytest.mark.parametrize(
        ("title", "lines"),
        [
            ("督办通知单", ["督办通知单"]),
            (
                "屈原管理区管委办公室关于报送5月“八大行动”填报表的函",
                ["屈原管理区管委办公室", "关于报送5月“八大行动”填报表的函"],
            ),
        ],
    )
    def test_breaks_where_reading_pauses(self, title: str, lines: list[str]) -> None:
        assert broken(title, Marks(), room=8844).split("\n") == lines

    def test_inside_a_mark(self) -> None:
        marks = Marks()
        title = marks.add("屈原管理区管委办公室关于报送5月“八大行动”填报表的函", "标题")
        assert marks.plain(broken(title, marks, room=8844)).count("\n") == 1

    def test_no_break_in_a_number_or_before_a_closing_mark(self) -> None:
        for room in range(3000, 8844, 220):
            for line in broken("关于《2024年工作方案》（2024年1—12月）执行情况的通报", Marks(), room=room).split("\n")[
                1:
            ]:
                assert line[0] not in "》）年月的"
