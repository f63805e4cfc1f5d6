"""One stylesheet, made from the tokens. Widgets take part by their class and by dynamic properties: card, tint, kind.

Every rule that could match a widget is tried on it when it is first shown. A label is a QFrame to Qt and there are
hundreds of them: so nothing here is said of QLabel (its ink is a role of the palette, ``applied``), little of QFrame,
and a class of our own is named where there is one.
"""

from ilp_desktop.places import RESOURCES
from ilp_desktop.ui.theme.tokens import RADIUS, SIZE, SPACE, Scheme

_MARKS = (RESOURCES / "icons").as_posix()


def stylesheet(scheme: Scheme, text_percent: int) -> str:
    """Return the stylesheet of a scheme at a text size."""
    sized = (_fields(scheme, text_percent), _buttons(scheme, text_percent))
    return "\n".join((_surfaces(scheme), *sized, _choices(scheme), _rest(scheme)))


def _surfaces(t: Scheme) -> str:
    tints = {
        "accent": t.accent_soft,
        "neutral": t.surface2,
        "amber": t.amber_soft,
        "red": t.red_soft,
        "blue": t.blue_soft,
        "grey": t.grey_soft,
    }
    boxes = "\n".join(
        f'Tinted[tint="{name}"] {{ background: {ground}; border: none; border-radius: {RADIUS.tint}px; }}'
        for name, ground in tints.items()
    )
    return f"""
    QFrame#side {{ background: {t.surface}; border: none; border-right: 1px solid {t.border}; }}
    QFrame#rail {{ background: {t.canvas}; border: none; border-right: 1px solid {t.border}; }}
    QFrame[card="true"] {{ background: {t.surface}; border: 1px solid {t.border}; border-radius: {RADIUS.card}px; }}
    QFrame#guide_card {{ border: 2px solid {t.accent}; }}
    Line {{ background: {t.border}; border: none; }}
    QFrame#segments {{ background: {t.surface2}; border: none; border-radius: {RADIUS.field}px; }}
    Toast {{ background: {t.text}; border: none; border-radius: {RADIUS.row}px; }}
    {boxes}
    """


def _fields(t: Scheme, text_percent: int) -> str:
    height = round(SIZE.control * text_percent / 100)
    side = SPACE.md
    return f"""
    QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.border_strong};
        border-radius: {RADIUS.field}px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {height - 2}px; padding: 0 {side}px; }}
    QTextEdit, QPlainTextEdit {{ padding: 7px {side - 4}px; }}
    QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
        border: 2px solid {t.focus}; padding: 0 {side - 1}px; min-height: {height - 4}px; }}
    QTextEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {t.focus}; padding: 6px {side - 5}px; }}
    QLineEdit[wrong="true"] {{ border: 2px solid {t.red}; padding: 0 {side - 1}px; min-height: {height - 4}px; }}
    QLineEdit:disabled, QTextEdit:disabled, QComboBox:disabled {{
        background: {t.surface2}; color: {t.text3}; border-color: {t.border}; }}
    QTextEdit[readOnly="true"] {{ background: {t.surface2}; border-color: {t.border}; }}
    QComboBox::drop-down {{ border: none; width: 32px; }}
    QComboBox::down-arrow {{ image: url({_MARKS}/arrow_{t.name}.svg); width: 16px; height: 16px; }}
    QComboBox QAbstractItemView {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; outline: 0;
        selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
    """


def _buttons(t: Scheme, text_percent: int) -> str:
    height = round(SIZE.control * text_percent / 100)
    return f"""
    QPushButton {{
        background: {t.surface}; color: {t.text}; border: 1px solid {t.border_strong};
        border-radius: {RADIUS.field}px; padding: 0 {SPACE.lg}px; min-height: {height}px; }}
    QPushButton:hover {{ background: {t.surface2}; }}
    QPushButton:pressed {{ background: {t.border}; }}
    QPushButton:focus {{ border: 2px solid {t.focus}; padding: 0 {SPACE.lg - 1}px; min-height: {height - 2}px; }}
    QPushButton:disabled {{ background: {t.surface2}; color: {t.text3}; border-color: {t.border}; }}
    QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent}; border: 1px solid {t.accent}; }}
    QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{
        background: {t.accent_hover}; border-color: {t.accent_hover}; }}
    QPushButton[kind="primary"]:disabled {{
        background: {t.surface2}; color: {t.text3}; border-color: {t.border}; }}
    QPushButton[kind="danger"] {{ color: {t.red}; border-color: {t.red}; }}
    QPushButton[kind="danger"]:hover {{ background: {t.red_soft}; }}
    QPushButton[kind="ghost"] {{ background: transparent; border-color: transparent; color: {t.text2}; }}
    QPushButton[kind="ghost"]:hover {{ background: {t.surface2}; color: {t.text}; }}
    QPushButton[kind="ghost"]:focus {{ border-color: {t.focus}; }}
    QPushButton[kind="segment"] {{
        background: transparent; border: 1px solid transparent; border-radius: {RADIUS.field - 2}px;
        min-height: {height - 12}px; padding: 0 {SPACE.md - 2}px; color: {t.text2}; }}
    QPushButton[kind="segment"]:checked {{ background: {t.surface}; color: {t.text}; border-color: {t.border}; }}
    QPushButton[kind="segment"]:focus {{ border: 2px solid {t.focus}; padding: 0 {SPACE.md - 3}px;
        min-height: {height - 14}px; }}
    QPushButton[kind="figure"], QPushButton[kind="way"] {{
        background: transparent; border: 1px solid transparent; border-radius: {RADIUS.field - 2}px;
        min-height: {height - 16}px; padding: 0 {SPACE.sm}px; }}
    QPushButton[kind="figure"]:hover, QPushButton[kind="way"]:hover {{ background: {t.surface2}; }}
    QPushButton[kind="figure"]:checked {{ background: {t.accent_soft}; }}
    QPushButton[kind="figure"]:focus, QPushButton[kind="way"]:focus {{ border: 2px solid {t.focus}; padding: 0 {SPACE.sm - 1}px;
        min-height: {height - 18}px; }}
    """


def _choices(t: Scheme) -> str:
    return f"""
    QCheckBox, QRadioButton {{ color: {t.text}; spacing: 10px; padding: 2px 6px 2px 0; border-radius: 6px;
        border: 2px solid transparent; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {t.focus}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {t.text3}; }}
    QCheckBox::indicator, QRadioButton::indicator {{ width: 18px; height: 18px; background: {t.surface}; }}
    QCheckBox::indicator {{ border-radius: 5px; border: 1.5px solid {t.border_strong}; }}
    QCheckBox::indicator:checked {{
        background: {t.accent}; border-color: {t.accent}; image: url({_MARKS}/checked_{t.name}.svg); }}
    QRadioButton::indicator {{ border-radius: 10px; border: 1.5px solid {t.border_strong}; }}
    QRadioButton::indicator:checked {{ width: 9px; height: 9px; border: 6px solid {t.accent}; border-radius: 10px; }}
    """


def _rest(t: Scheme) -> str:
    return f"""
    QAbstractItemView {{ background: transparent; border: none; outline: 0; }}
    QTableView, QTreeView {{ background: {t.surface}; color: {t.text}; gridline-color: {t.border};
        selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
    QTableView#staged_list {{ selection-background-color: transparent; }}
    QHeaderView::section {{ background: {t.surface2}; color: {t.text2}; border: none; padding: 8px 12px; }}
    QScrollArea {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
    QScrollBar::handle {{ background: {t.border}; border-radius: 4px; min-height: 40px; min-width: 40px; }}
    QScrollBar::handle:hover {{ background: {t.border_strong}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; height: 0; width: 0; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QProgressBar {{ background: {t.ring_track}; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
    QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border}; padding: 6px; }}
    QMenu::item {{ padding: 8px 28px 8px 12px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QMenu::item:disabled {{ color: {t.text3}; }}
    QMenu::separator {{ height: 1px; background: {t.border}; margin: 6px 4px; }}
    QToolTip {{ background: {t.text}; color: {t.surface}; border: none; padding: 6px 8px; }}
    """
