import QtQuick

// The lowest row of a list: back, home, and the sheets of a long list.
Row {
    id: foot

    property var list: ({})

    height: size.target
    spacing: size.gap

    Plain { tap: "back"; label: foot.list.back }
    Plain { tap: "home"; label: foot.list.home }
    Item { width: size.gap; height: 1 }
    Plain { tap: "turn"; argument: "back"; label: foot.list.before }
    Words {
        visible: text !== ""
        text: foot.list.place
        anchors.verticalCenter: parent.verticalCenter
    }
    Plain { tap: "turn"; argument: "on"; label: foot.list.on }
}
