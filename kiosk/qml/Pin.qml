import QtQuick

// A technician's PIN.
Item {
    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 2 * size.gap
        Question {
            width: parent.width
            words: shown.pin.question
        }
        Words {
            width: parent.width
            height: size.target
            text: shown.pin.typed
            font.pixelSize: size.title
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: shown.pin.hint
            color: look.warn
            font.bold: true
        }
    }
    Keyboard {
        anchors { left: parent.left; right: parent.right; bottom: foot.top
                  bottomMargin: 2 * size.gap }
        keyboard: shown.pin
    }
    Row {
        id: foot
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Plain {
            id: home
            tap: "home"
            label: shown.pin.home
            height: done.height
        }
        Action {
            id: done
            width: parent.width - home.width - size.gap
            tap: shown.pin.done.tap
            label: shown.pin.done.label
        }
    }
}
