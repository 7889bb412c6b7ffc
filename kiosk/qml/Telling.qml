import QtQuick

// One thing told, with its sign.
Rectangle {
    id: telling

    property string name
    property string sign
    property string main
    property string more: ""
    property color ground: look.actionPale

    height: Math.max(words.height, icon.height) + 4 * size.gap
    radius: size.corner
    color: ground

    Sign {
        id: icon
        anchors { left: parent.left; verticalCenter: parent.verticalCenter; leftMargin: 2 * size.pad }
        name: telling.sign
    }
    Column {
        id: words
        anchors {
            left: icon.right; right: parent.right; verticalCenter: parent.verticalCenter
            leftMargin: 2 * size.pad; rightMargin: size.pad
        }
        spacing: size.gap / 2
        Words {
            objectName: telling.name
            width: parent.width
            text: telling.main
            font.pixelSize: size.tile
            font.bold: true
        }
        Words {
            width: parent.width
            visible: text !== ""
            text: telling.more
            font.pixelSize: size.tile
            color: look.action
            font.bold: true
        }
    }
}
