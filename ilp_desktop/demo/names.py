"""Invented people's names, by the language a family may speak at home.

Names are spelled as families in the American West write them. ``own_script`` gives a few given names as their bearers
write them: they become preferred names, so that every screen and paper is tried with other scripts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heritage:
    """Where a family's names come from. ``language`` is BCP-47; ``speaks`` is how many in 100 speak it at home."""

    weight: int
    language: str
    speaks: int
    families: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    own_script: Mapping[str, str] = field(default_factory=dict[str, str])
    double_name: bool = False
    """Whether a child bears the father's name and the mother's."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HERITAGES: tuple[Heritage, ...] = (
    Heritage(
        34, "en", 0,
        _words(
            "Sorensen McAllister Christensen Bennett Whitaker Larsen O'Connor Fairbanks Jorgensen Hollis Prescott "
            "Ashworth Tanner Wilkins Barlow Hatch Lindqvist Pratt Underwood Caldwell Drake Ellsworth Fielding Gardner "
            "Hughes Ivers Jensen Kimball Lundgren Merrill Nielsen Olsen Petersen Quist Rasmussen Shepherd Thornton "
            "Vance Wakefield Yates Abbott-Reed"
        ),
        _words(
            "Fiona Hazel Clara June Abigail Ruby Eliza Nora Violet Lydia Piper Josie Tessa Maren Ivy Willa Brynn Sadie "
            "Daphne Harriet Paige Greta"
        ),
        _words(
            "Gabriel Owen Henry Miles Jasper Calvin Everett Wesley Soren Theo Hudson Beckett Emmett Porter Silas Rhett "
            "August Colton Declan Finn Graham Peter"
        ),
        _words("Rebecca Heather Melissa Kristen Amy Laura Shannon Erin Holly Tiffany Megan Kirsten Bethany Allison"),
        _words("Scott Brian Tyler Jeremy Craig Nathan Derek Kevin Travis Dallin Ryan Trent Marcus Spencer"),
    ),
    Heritage(
        21, "es", 62,
        _words(
            "Hernández García Martínez López Rodríguez Gutiérrez Ramírez Castañeda Núñez Flores Peña Ortega Salazar "
            "Vásquez Cordero Montoya Ibarra Zúñiga Fuentes Rentería Maldonado Cárdenas"
        ),
        _words("Camila Valentina Ximena Lucía Sofía Itzel Daniela Renata Mariana Abril Noemí Yaretzi Paloma Inés"),
        _words("Mateo Santiago Ángel José Emiliano Joaquín Andrés Adrián Leonel Iker Nicolás Tomás Bruno Hugo"),
        _words("Rosa Guadalupe Verónica Leticia Marisol Alejandra Beatriz Carmen Silvia Elvira"),
        _words("Miguel Javier Ramón Héctor Arturo Fernando Raúl Efraín Gerardo Sergio"),
        double_name=True,
    ),
    Heritage(
        8, "nv", 24,
        _words(
            "Begay Tsosie Yazzie Whitehorse Benally Manygoats Bitsilly Nez Tohee Etsitty Holiday Blackhorse Chee "
            "Redhouse Attakai Tso"
        ),
        _words("Shandiin Nizhoni Tiana Autumn Mariah Dezba Kaya Sunny Jaylene Haseya"),
        _words("Elias Benjamin Isaac Kai Tyrell Shilah Darrell Ahiga Quinton Wyatt Sike"),
        _words("Loretta Bernadine Verna Charlene Darlene Geraldine Sharlene"),
        _words("Leland Alvin Emerson Wilbert Delbert Harrison Virgil"),
    ),
    Heritage(
        5, "vi", 55,
        _words("Nguyen Tran Le Pham Hoang Vu Dang Bui Do Ho Ngo Duong"),
        _words("Linh Mai Thao Ngoc Huong Lan Kim-Anh Trinh Vy"),
        _words("Dao Minh Khoa Tuan Bao Long Duc Quang Phuc"),
        _words("Hoa Thuy Nga Phuong Yen Hanh"),
        _words("Hung Thanh Son Dung Hai Cuong"),
        {"Thao": "Thảo", "Duc": "Đức", "Huong": "Hương"},
    ),
    Heritage(
        4, "ar", 66,
        _words("Al-Masri Haddad Khalil Mansour Al-Jaburi Nasser Saleh Qasim Darwish Al-Hariri"),
        _words("Layla Maryam Noor Yasmin Salma Rania Huda Amina"),
        _words("Omar Yusuf Karim Zayd Hassan Ibrahim Tariq Sami"),
        _words("Fatima Samira Nadia Iman Rasha Hanan"),
        _words("Ahmad Mahmoud Khaled Bashar Mustafa Faisal"),
        {"Layla": "ليلى", "Omar": "عمر", "Maryam": "مريم", "Yusuf": "يوسف"},
    ),
    Heritage(
        4, "hi", 34,
        _words("Sharma Patel Verma Iyer Reddy Chaudhary Mehta Deshpande Rao Kulkarni"),
        _words("Ananya Diya Kavya Meera Isha Riya Saanvi Tara"),
        _words("Arjun Rohan Vihaan Aarav Dev Nikhil Kabir Ishaan"),
        _words("Sunita Priya Lakshmi Deepa Anjali Rekha"),
        _words("Rajesh Suresh Vikram Anil Sanjay Manoj"),
        {"Kavya": "काव्या", "Arjun": "अर्जुन", "Meera": "मीरा", "Rohan": "रोहन"},
    ),
    Heritage(
        4, "to", 44,
        _words("Taufa Fonua Tu'ipulotu Vaka'uta Moala Kaufusi Hafoka Latu Mahe Pauni"),
        _words("Mele 'Ana Salote Sela Lupe Kalolaine Mafi"),
        _words("Sione Viliami Semisi Tevita 'Isileli Paula Feleti"),
        _words("Lesieli Siosiana 'Ofa Meleane Fehi"),
        _words("Siaosi Maka Saia Penisimani Kelepi"),
    ),
    Heritage(
        3, "sm", 44,
        _words("Tuiasosopo Faleolo Leota Tauiliili Fa'alogo Seumalo Toilolo Mata'afa"),
        _words("Sina Talia Leilani Malia Tiresa Lagi"),
        _words("Tavita Malakai Ioane Fetu Tasi Lui"),
        _words("Masina Fa'afetai Alofa Pua"),
        _words("Iosefa Sefo Pita Tanielu"),
    ),
    Heritage(
        3, "so", 72,
        _words("Abdi Warsame Farah Hersi Jama Mohamud Osman Aden Yusuf Dirie"),
        _words("Ayaan Hodan Ifrah Sahra Fadumo Nasteho Ubah"),
        _words("Abdirahman Liban Guled Mahad Bilal Zakariya Hamza"),
        _words("Halimo Khadra Safiya Asha Amran"),
        _words("Mohamed Abdullahi Ismail Hussein Ali"),
    ),
    Heritage(
        3, "uk", 70,
        _words("Kovalenko Shevchenko Bondarenko Melnyk Tkachuk Lysenko Savchuk Hrytsenko"),
        _words("Oksana Sofiia Daryna Zlata Solomiia Anhelina"),
        _words("Danylo Andrii Bohdan Maksym Nazar Taras"),
        _words("Olena Nataliia Iryna Svitlana Halyna"),
        _words("Serhii Oleksandr Vasyl Mykola Yurii"),
        {"Sofiia": "Софія", "Danylo": "Данило", "Andrii": "Андрій"},
    ),
    Heritage(
        3, "zh", 52,
        _words("Chen Wang Li Zhang Liu Zhao Lin Huang Wu"),
        _words("Meiling Yuxin Jiayi Xinyi Ruolan Wenjing"),
        _words("Haoran Junjie Zihao Yichen Weiming Lei"),
        _words("Xiaoli Fang Hui Yan Jing"),
        _words("Jianguo Wei Feng Gang Qiang"),
        {"Meiling": "美玲", "Haoran": "浩然", "Jiayi": "佳怡"},
    ),
    Heritage(
        3, "ko", 42,
        _words("Kim Park Choi Jeong Kang Yoon Lim Han"),
        _words("Seo-yeon Ji-woo Ha-eun Min-ji Yuna Soo-ah"),
        _words("Min-jun Do-yun Ji-ho Hyun-woo Joon Tae-yang"),
        _words("Eun-ji Mi-kyung Hye-jin Sun-hee"),
        _words("Sung-min Jae-hyun Dong-wook Young-ho"),
        {"Ji-woo": "지우", "Min-jun": "민준"},
    ),
    Heritage(
        2, "ja", 32,
        _words("Yoshida Tanaka Nakamura Mori Fujita Watanabe Sakai Ono"),
        _words("Hana Sakura Aiko Emi Yui Mio"),
        _words("Haruto Ren Kenji Sota Daiki Riku"),
        _words("Yumi Naoko Keiko Tomoko"),
        _words("Hiroshi Takeshi Kazuo Shinji"),
        {"Sakura": "さくら", "Haruto": "陽斗"},
    ),
    Heritage(
        3, "en", 0,
        _words("Okafor Adeyemi Mensah Boateng Nwosu Okonkwo Abara Eze"),
        _words("Amara Chidinma Adaeze Abena Temilola Ngozi"),
        _words("Emeka Kwame Tobenna Kofi Ayodele Chike"),
        _words("Ifeoma Grace Folake Akosua"),
        _words("Chukwudi Samuel Kwabena Olumide"),
    ),
)  # fmt: skip

NEIGHBORHOOD = (
    "Sagebrush Lane", "Juniper Way", "Cottonwood Drive", "Canyon View Road", "Foothill Avenue", "Meadowlark Court",
    "Red Rock Street", "Orchard Lane", "Pioneer Road", "Quail Hollow", "Aspen Circle", "Depot Street", "Mesa Drive",
    "Willow Bend", "Old Mill Road", "Heron Way",
)  # fmt: skip
PLACES = (
    "Juniper Ridge", "Cedar Hollow", "Painted Mesa", "Clearwater Bench", "Sage Valley", "Red Butte", "Willow Springs",
    "Granite Fork", "Antelope Flat", "Lantern Creek", "Two Rivers", "Copper Basin", "Blue Spruce", "Salt Meadow",
    "Eagle Gate", "Quarry Hill",
)  # fmt: skip
