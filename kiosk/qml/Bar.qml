import QtQuick

// The fixed bar at the bottom: size, language, a person.
Rectangle {
    color: look.paper

    Rectangle {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: size.hair
        color: look.line
    }

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
                Row {
                    anchors.centerIn: parent
                    spacing: size.gap
                    Sign {
                        anchors.verticalCenter: parent.verticalCenter
                        name: modelData.icon
                        side: size.icon * 0.8
                    }
                    Words {
                        anchors.verticalCenter: parent.verticalCenter
                        text: modelData.label
                        color: look.action
                        font.bold: true
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
}
