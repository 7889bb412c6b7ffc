import QtQuick

// Something to be scanned or typed: a scanner types like a keyboard.
Item {
    id: typing

    property var card
    readonly property bool lies: size.lists > 1

    focus: true
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Backspace)
            touch.tap("erase", "")
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            touch.tap(typing.card.done.tap, "")
        else if (event.text.trim() !== "")
            touch.tap("type", event.text)
    }

    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: size.gap
        Question {
            width: (typing.lies && typing.card.about ? 0.53 : 1) * parent.width
            words: typing.card.question
        }
        Rectangle {
            width: parent.width
            height: typing.lies ? size.target : size.row
            radius: size.corner
            color: look.paper
            border.color: look.action
            border.width: size.stroke
            Words {
                objectName: "typed"
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                          margins: size.pad }
                text: typing.card.typed || typing.card.hint
                color: typing.card.typed ? look.ink : look.slate
                font.pixelSize: typing.card.typed ? size.title : size.body
                font.bold: typing.card.typed !== ""
                wrapMode: Text.NoWrap
            }
        }
        Words {
            width: parent.width
            objectName: "typed_about"
            visible: text !== "" && !typing.lies
            text: typing.card.about
        }
    }
    Words {
        anchors { right: parent.right; top: parent.top }
        width: 0.45 * parent.width
        visible: text !== "" && typing.lies
        text: typing.card.about
        horizontalAlignment: Text.AlignRight
    }
    Keyboard {
        anchors { left: parent.left; right: parent.right; bottom: foot.top
                  bottomMargin: 2 * size.gap }
        keyboard: typing.card
    }
    Row {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Plain {
            id: back
            tap: "back"
            label: typing.card.back
            height: done.height
        }
        Plain {
            id: other
            tap: typing.card.other.tap
            label: typing.card.other.label
            height: done.height
        }
        Action {
            id: done
            width: parent.width - back.width - size.gap
                   - (other.visible ? other.width + size.gap : 0)
            tap: typing.card.done.tap
            label: typing.card.done.label
            able: typing.card.done.able
        }
    }
}
