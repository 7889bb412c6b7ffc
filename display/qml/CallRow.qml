import QtQuick

// One call: the number, its window, and the area where there is room.
Rectangle {
    id: row

    property var call
    property bool newest: false
    readonly property color ink: call.mood === "inverted" ? look.paper : look.ink
    readonly property int font_px: newest ? size.newest_px : size.call_px

    objectName: "call:" + call.number
    color: ({ inverted: look.action, marked: look.actionPale, plain: look.paper })[call.mood]

    Rectangle {
        objectName: row.call.again ? "again:" + row.call.number : ""
        x: size.pad_px / 2
        anchors.verticalCenter: parent.verticalCenter
        width: number.implicitWidth + size.pad_px
        height: Math.min(parent.height - size.pad_px / 4, 1.1 * row.font_px)
        radius: size.pad_px / 3
        visible: row.call.again
        color: look.amber
    }
    Words {
        id: number
        x: size.pad_px
        height: parent.height
        text: row.call.number
        color: row.call.again ? look.ink : row.ink
        font.pixelSize: row.font_px
        font.bold: true
    }
    Words {
        x: size.window_x
        height: parent.height
        text: row.call.window
        color: row.ink
        font.pixelSize: row.font_px
        font.bold: true
    }
    Words {
        anchors { right: parent.right; rightMargin: size.pad_px }
        height: parent.height
        text: row.call.area
        color: row.ink
        font.bold: row.call.again
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Math.max(1, size.pad_px / 16)
        color: look.line
    }
}
