import QtQuick

// The fixed bar at the bottom: size, language, a person.
Rectangle {
    color: look.mist

    Row {
        id: buttons
        anchors {
            fill: parent
            leftMargin: size.margin; rightMargin: size.margin
            topMargin: size.gap; bottomMargin: size.gap
        }
        spacing: size.gap
        Repeater {
            model: shown.bar
            Target {
                required property var modelData
                width: (buttons.width - (shown.bar.length - 1) * buttons.spacing) / shown.bar.length
                height: buttons.height
                tap: modelData.tap
                label: modelData.label
                Words {
                    anchors.centerIn: parent
                    text: parent.label
                    color: look.action
                    font.pixelSize: size.body
                    font.bold: true
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
