import QtQuick

// The receipt of what is to be collected: a scanner types like a keyboard.
Item {
    focus: true
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            touch.tap("erase", "")
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            touch.tap("back", "")
        else if (event.text.trim() !== "")
            touch.tap("type", event.text)
    }

    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: size.gap
        Question {
            width: parent.width
            words: shown.receipt.question
        }
        Rectangle {
            width: parent.width
            height: size.row
            radius: size.corner
            color: look.paper
            border.color: look.action
            border.width: size.stroke
            Words {
                objectName: "typed"
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                          margins: size.pad }
                text: shown.receipt.typed || shown.receipt.hint
                color: shown.receipt.typed ? look.ink : look.slate
                font.pixelSize: shown.receipt.typed ? size.title : size.body
                font.bold: shown.receipt.typed !== ""
                wrapMode: Text.NoWrap
            }
        }
    }
    Keyboard {
        anchors { left: parent.left; right: parent.right; bottom: done.top
                  bottomMargin: 2 * size.gap }
        keyboard: shown.receipt
    }
    Action {
        id: done
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        tap: "back"
        label: shown.receipt.done
    }
}
