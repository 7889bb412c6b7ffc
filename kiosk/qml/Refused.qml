import QtQuick

// Why there is no number: what, until when, what instead.
Item {
    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: 3 * size.gap
        Question {
            width: parent.width
            words: shown.refused.title
        }
        Rectangle {
            width: parent.width
            height: why.height + 4 * size.pad
            radius: size.corner
            color: look.warnPale
            Words {
                id: why
                objectName: "refusal"
                anchors {
                    left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
                    margins: 2 * size.pad
                }
                text: shown.refused.text
                font.pixelSize: size.tile
                lineHeight: 1.3
            }
        }
    }
    Action {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        tap: "home"
        label: shown.refused.home
    }
}
