"""The picture of calibration, and the same as a table."""

from xml.etree import ElementTree as ET

from rapport.pictures.calibration import (
    CalibrationWords,
    Part,
    calibration_picture,
    calibration_rows,
)

PARTS = [Part(100, 0.02, 0.03, 0.01, 0.08), Part(90, 0.2, 0.18, 0.11, 0.27)]
SVG = "{http://www.w3.org/2000/svg}"


def test_each_part_is_a_point_with_its_numbers_and_a_row_of_the_table():
    drawn = ET.fromstring(calibration_picture(PARTS))
    points = drawn.findall(f"{SVG}circle")
    assert [point.find(f"{SVG}title").text for point in points] == [
        "said 2%, came true 3% (100)",
        "said 20%, came true 18% (90)",
    ]
    head, rows = calibration_rows(PARTS)
    assert [len(head), *map(len, rows)] == [4, 4, 4]
    assert rows[1] == ("20.0%", "18.0%", "11.0% - 27.0%", "90")


def test_words_are_those_of_the_reader_and_cannot_break_the_picture():
    said = CalibrationWords(named="<a> & \x00b", said="قيل")
    drawn = ET.fromstring(calibration_picture(PARTS, said))
    assert drawn.find(f"{SVG}title").text == "<a> & b"
    assert "قيل" in {text.text for text in drawn.findall(f"{SVG}text")}


def test_there_may_be_nothing_to_show():
    assert ET.fromstring(calibration_picture([])).findall(f"{SVG}circle") == []
    assert calibration_rows([])[1] == []


def test_as_a_file_it_brings_its_own_colours():
    assert 'fill="#fffdf9"' in calibration_picture(PARTS, alone=True)
    assert "#" not in calibration_picture(PARTS).replace("http://www.w3.org/2000/svg", "")
