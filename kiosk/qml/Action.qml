import QtQuick

// The one thing to do on a page: white on action blue.
Target {
    id: action

    property string beside: ""

    ground: able ? look.action : look.line
    pressedGround: look.actionDown
    border.width: 0
    implicitHeight: size.action

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * size.pad
        Words {
            width: parent.width
            text: action.label
            color: action.able ? look.paper : look.ink
            font.pixelSize: size.title
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
        }
        Words {
            width: parent.width
            visible: text !== "" && !shown.large
            text: action.beside
            color: action.able ? look.paper : look.ink
            font.pixelSize: size.beside
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
