"""The editor of a cell in the preview: a list of what is allowed where only certain words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from ui.editors.codes import CodeCombo
from ui.importing.preview import Preview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem


class CellEditors(QStyledItemDelegate):
    """A line to type in, or the labels of a vocabulary to choose from."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        model = index.model()
        name = model.vocabulary(index) if isinstance(model, Preview) else ""
        if not name:
            return super().createEditor(parent, option, index)
        combo = CodeCombo(name)
        combo.setParent(parent)
        combo.chosen.connect(lambda: self.commitData.emit(combo))
        combo.chosen.connect(lambda: self.closeEditor.emit(combo))
        return combo

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        model = index.model()
        if isinstance(editor, CodeCombo) and isinstance(model, Preview):
            cell = model.cell(index)
            editor.set_value(None if cell is None else cell.value)
        else:
            super().setEditorData(editor, index)

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, CodeCombo):
            if editor.value():  # leaving without a choice is none
                model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)
