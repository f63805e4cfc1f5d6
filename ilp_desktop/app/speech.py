"""The language the window speaks: its own sentences, and Qt's (the menus of a text box, the file and print dialogs)."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from ilp_desktop import language

_QT = "qt_words"
_CODE = "code"


def of_this_computer() -> str:
    """Return the language of the computer's account, where the program has it; English otherwise."""
    code = QLocale.system().name().split("_", maxsplit=1)[0]
    return code if code in language.LANGUAGES else "en"


def speak(code: str) -> None:
    """Speak a language from now on; what already stands on the screen keeps its words until it is made again.

    A language that is not in ``LANGUAGES`` is spoken as English, and so are Qt's few words where Qt's own catalog is
    not installed.
    """
    code = code if code in language.LANGUAGES else "en"
    language.use(code)
    app = QCoreApplication.instance()
    assert app is not None
    for before in app.findChildren(QTranslator, _QT):
        if before.property(_CODE) == code:
            return
        app.removeTranslator(before)
        before.deleteLater()
    if code == "en":
        return
    words = QTranslator(app)
    words.setObjectName(_QT)
    words.setProperty(_CODE, code)
    if words.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
