import QtQuick

// Keys to type with, the last row with what takes away.
Column {
    id: keys

    property var keyboard
    readonly property real key: (width - 9 * size.gap) / 10
    readonly property int lowest: keyboard.keys[keyboard.keys.length - 1].length
    readonly property real rest: (width - lowest * key - (lowest + 1) * size.gap) / 2

    spacing: size.gap

    Repeater {
        model: keys.keyboard.keys
        Row {
            id: line
            required property var modelData
            required property int index
            readonly property bool last: index === keys.keyboard.keys.length - 1
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: size.gap
            Repeater {
                model: line.modelData
                Target {
                    required property string modelData
                    width: keys.key
                    height: size.target
                    tap: "type"
                    argument: modelData
                    label: modelData
                    Words {
                        anchors.centerIn: parent
                        text: parent.modelData
                        font.pixelSize: size.tile
                    }
                }
            }
            Plain {
                visible: line.last
                width: Math.min(implicitWidth, keys.rest)
                tap: "erase"
                label: keys.keyboard.erase
            }
            Plain {
                visible: line.last
                width: Math.min(implicitWidth, keys.rest)
                tap: "erase"
                argument: "all"
                label: keys.keyboard.clear
            }
        }
    }
}
