import QtQuick

// A way on from the start page: a sign, a word, the other language beneath.
Target {
    id: door

    property var card

    tap: card?.tap ?? ""
    argument: card?.argument ?? ""
    label: card?.text.main ?? ""
    ground: look.actionPale
    pressedGround: look.line

    Column {
        anchors.centerIn: parent
        width: parent.width - size.gap
        spacing: size.gap / 4
        Sign {
            anchors.horizontalCenter: parent.horizontalCenter
            name: door.card?.icon ?? ""
            side: 0.8 * size.icon
        }
        Words {
            width: parent.width
            text: door.label
            color: look.action
            font.pixelSize: size.door
            font.bold: true
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            width: parent.width
            visible: !shown.large
            text: door.card?.text.beside ?? ""
            color: look.ink
            font.pixelSize: size.beside
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
