import QtQuick

// A matter or a category: everyday words, beneath them the other language or the official name. A
// card may change, or be gone for a moment, under a finger: the tile stays.
Target {
    id: tile

    property var card
    readonly property string closed: card?.closed ?? ""

    tap: card?.tap ?? ""
    argument: card?.argument ?? ""
    label: card?.text.main ?? ""
    ground: closed ? look.mist : look.paper

    Rectangle {
        width: size.band
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom; margins: size.gap }
        radius: width / 2
        color: tile.closed ? look.line : look.action
    }

    Column {
        anchors {
            left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter
            leftMargin: 2 * size.gap + size.band; rightMargin: size.pad
        }
        spacing: size.gap / 3
        Words {
            width: parent.width
            text: tile.label
            font.pixelSize: size.tile
            font.bold: true
            lineHeight: 1.0
            maximumLineCount: shown.large ? 3 : 2
            elide: Text.ElideRight
            color: tile.closed ? look.slate : look.ink
        }
        Words {
            width: parent.width
            visible: text !== "" && !shown.large
            text: tile.card?.text.beside ?? ""
            font.pixelSize: size.beside
            color: look.slate
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Words {
            width: parent.width
            visible: text !== "" && tile.closed === ""
            text: tile.card?.line ?? ""
            font.pixelSize: size.beside
            color: look.action
        }
        Row {
            visible: tile.closed !== ""
            spacing: size.gap / 2
            Sign {
                name: tile.closed ? "pause" : ""
                side: closedWords.height
            }
            Words {
                id: closedWords
                text: tile.closed
                font.pixelSize: size.beside
                font.bold: true
            }
        }
    }
}
