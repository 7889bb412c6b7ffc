import QtQuick

// One thing told, with its sign.
Rectangle {
    id: telling

    property string name
    property string sign
    property string main
    property string more: ""
    property color ground: look.actionPale
    readonly property bool isTight: size.lists > 1 && shown.large

    height: Math.max(words.height, icon.height) + (isTight ? 2 : 4) * size.gap
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
            leftMargin: 2 * size.pad; rightMargin: 2 * size.pad
        }
        spacing: size.gap / 2
        Words {
            objectName: telling.name
            width: parent.width
            text: lines.broken(telling.main, width / font.pixelSize)
            font.pixelSize: size.tile
            font.bold: true
            lineHeight: telling.isTight ? 1.0 : 1.1
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
