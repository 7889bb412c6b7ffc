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
            model: shown.bar.length
            Target {
                id: button
                required property int index
                readonly property var card: shown.bar[index]
                width: (buttons.width - (shown.bar.length - 1) * buttons.spacing) / shown.bar.length
                height: buttons.height
                tap: card?.tap ?? ""
                label: card?.label ?? ""
                Row {
                    anchors.centerIn: parent
                    spacing: size.gap
                    Sign {
                        anchors.verticalCenter: parent.verticalCenter
                        name: button.card?.icon ?? ""
                        side: size.icon * 0.8
                    }
                    Words {
                        anchors.verticalCenter: parent.verticalCenter
                        text: button.label
                        color: look.action
                        font.bold: true
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
}
