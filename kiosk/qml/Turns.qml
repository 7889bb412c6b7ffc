import QtQuick

// What turns the sheets of a long list; each stays in its place, able or not.
Row {
    id: turns

    property var list: ({})

    height: size.target
    spacing: size.gap
    visible: turns.list.place !== ""

    Plain {
        tap: "turn"; argument: "back"
        label: turns.list.before
        able: turns.list.may_before
    }
    Words {
        width: widest.advanceWidth + 2 * size.gap
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignHCenter
        text: turns.list.place
        TextMetrics {
            id: widest
            font.family: look.family
            font.pixelSize: size.body
            text: turns.list.widest
        }
    }
    Plain {
        tap: "turn"; argument: "on"
        label: turns.list.on
        able: turns.list.may_on
    }
}
