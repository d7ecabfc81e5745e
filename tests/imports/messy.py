"""A list of thirty people as an office keeps it: three scripts, vague days, totals, and the rest.

Everybody is invented. ``PEOPLE`` are the real names that must come in, each once, and be sealed.
"""

import csv
import io
from xml.sax.saxutils import escape

from imports.tables.hostile import workbook

HEADERS = ("No", "Name / الاسم", "Title", "Org.", "Phone", "Last met", "By whom", "Subject")
ROWS = (
    ("Dr. Ahmad Barzani", "Head of permits", "Permits office", "03/02/2026",
     "Salma", "asked for list of vehicles"),
    ("العقيد حازم الراوي", "Commander", "Brigade", "قبل العيد", "Salma", "نقطة التفتيش"),
    ("Hajji Musa Talabani", "elder", "", "Ramadan", "Omar", "the well"),
    ("г-н Сергей Волков", "Deputy", "Rail office", "Jan 2026", "", "вагоны"),
    ("Layla Saeed; Omar Kadir", "Director", "Health office", "12-14 January 2026",
     "Salma", "clinic hours"),
    ("Sheikh Yusuf Hamdani", "", "", "last week", "", "tea"),
    ("Nadia Orlen / Karim Odeh", "", "District council", "31/02/2026", "Omar", "road works"),
    ("Samira Haddad", "Clerk", "Permits office", "", "", ""),
    ("Shammari, Faisal", "Clerk", "Permits office", "13/01/2026", "Salma", "stamps"),
    ("Ahmad Ali", "Checkpoint commander", "Police", "15/01/2026", "", "papers"),
    ("Ahmad Ali", "Nurse", "Clinic", "16/01/2026", "", "vaccines"),
    ("سامر خليل", "موظف", "البلدية", "٢٠/٠١/٢٠٢٦", "Omar", "المياه"),
    ("TOTAL 12", "", "", "", "", ""),
    HEADERS[1:4] + HEADERS[5:],
    ("Mme Claire Ndiaye", "Préfète", "Préfecture", "5 février 2026", "", "passage"),
    ("Ивана Петровић", "", "Rail office", "21.01.2026", "", ""),
    ("Col. Tarek Mansour", "", "Brigade", "before Eid", "Salma", "convoy times"),
    ("Prof Hana Zaki", "Dean", "University", "22/1/2026", "", "students"),
    ("Abu Salim", "Head of village", "", "Feb 2026", "Omar", "firewood"),
    ("Umm Karam", "", "", "??", "", "bread"),
    ("Dr Samir Qasim", "Doctor", "Clinic", "23/01/2026", "", "fuel for the clinic"),
    ("الأستاذة مها صالح", "مديرة", "مدرسة", "24/01/2026", "", "الكتب"),
    ("John Akol", "Port agent", "Port", "01/04/2027", "Salma", "berth"),
    ("Miriam Deng", "Clerk", "Port", "25-01-2026", "", "berth fees"),
    ("Yahya Noor", "Driver", "", "26/01/2026", "", "tyres"),
    ("Zahra Amini", "", "Women's committee", "27/01/2026", "", "sewing"),
    ("Rustam Karimov", "Deputy", "Customs", "Oct-2025", "", "spare parts"),
    ("Ibrahim Sesay", "Chief", "", "early January", "Omar", "boundary"),
    ("Fatou Diallo", "Mayor", "Town hall", "28/01/2026", "", "market"),
    ("Elias Khoury", "Baker", "", "29/01/2026", "", "flour"),
    ("المجموع 30", "", "", "", "", ""),
)  # fmt: skip
PEOPLE = (
    *("Ahmad Barzani", "حازم الراوي", "Musa Talabani", "Сергей Волков", "Layla Saeed"),
    *("Omar Kadir", "Yusuf Hamdani", "Nadia Orlen", "Karim Odeh", "Samira Haddad"),
    *("Shammari, Faisal", "Ahmad Ali", "Ahmad Ali", "سامر خليل", "Claire Ndiaye"),
    *("Ивана Петровић", "Tarek Mansour", "Hana Zaki", "Abu Salim", "Umm Karam"),
    *("Samir Qasim", "مها صالح", "John Akol", "Miriam Deng", "Yahya Noor", "Zahra Amini"),
    *("Rustam Karimov", "Ibrahim Sesay", "Fatou Diallo", "Elias Khoury"),
)


def table() -> list[list[str]]:
    """Return the list with what stands above it, its numbers and its telephone numbers."""
    lines: list[list[str]] = [["CONTACTS, North. Do not circulate"], [], list(HEADERS)]
    for number, (name, title, group, day, ours, line) in enumerate(ROWS, 1):
        counted = str(number) if title or day else ""
        phone = f"+964 750 000 {number:04}" if number % 3 == 0 and counted else ""
        again = name == HEADERS[1]
        row = [counted, name, title, group, phone, day, ours, line]
        lines.append(list(HEADERS) if again else row)
    return lines


def as_csv() -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(table())
    return text.getvalue().encode("utf-8-sig")


def as_xlsx() -> bytes:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{"ABCDEFGH"[place]}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for place, text in enumerate(line)
            if text
        )
        + "</row>"
        for number, line in enumerate(table(), 1)
    )
    return workbook(rows)
