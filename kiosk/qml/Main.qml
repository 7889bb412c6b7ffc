import QtQuick

// The kiosk: header, notice, one page, the fixed bar; over them the question and the help card.
Rectangle {
    id: root

    color: look.mist

    // Whoever presses twice meant the first button, not what came up beneath the finger meanwhile.
    readonly property var content: shown[shown.page.toLowerCase()]
    readonly property string comesUp: [shown.page, content?.title?.main ?? "", shown.help.open,
                                       shown.question.asked].join()
    onComesUpChanged: settling.restart()

    Timer {
        id: settling
        interval: shown.settles_ms
    }
    Item {
        anchors.fill: parent
        z: 3
        PointHandler {
            id: finger
            property point last: Qt.point(0, 0)
            onActiveChanged: if (active) last = point.position
        }
    }
    MouseArea {
        objectName: "shield"
        z: 2
        x: finger.last.x - width / 2
        y: finger.last.y - height / 2
        width: 3 * size.target
        height: width
        visible: settling.running && settling.interval > 0
        onClicked: touch.tap("here", "")
    }

    Header {
        id: header
        visible: !shown.emergency.on
        anchors { left: parent.left; right: parent.right; top: parent.top }
        height: size.header
    }

    Rectangle {
        id: notice
        anchors { left: parent.left; right: parent.right; top: header.bottom }
        height: shown.notice ? noticeText.height + 2 * size.gap : 0
        visible: shown.notice !== "" && !shown.emergency.on
        color: shown.is_news ? look.actionPale : look.amber
        Sign {
            id: alarm
            anchors { left: parent.left; verticalCenter: parent.verticalCenter
                      leftMargin: size.margin }
            name: shown.is_news ? "news" : "alarm"
        }
        Words {
            id: noticeText
            objectName: "notice"
            anchors {
                left: alarm.right; right: parent.right; verticalCenter: parent.verticalCenter
                leftMargin: size.gap; rightMargin: size.margin
            }
            text: shown.notice
            font.bold: true
        }
    }

    Loader {
        id: page
        anchors {
            left: parent.left; right: parent.right; top: notice.bottom; bottom: bar.top
            leftMargin: size.margin; rightMargin: size.margin
            topMargin: size.margin; bottomMargin: size.margin
        }
        visible: !shown.emergency.on
        source: shown.page + ".qml"
        focus: true
    }

    Bar {
        id: bar
        visible: !shown.emergency.on && !shown.help.open && !shown.question.asked
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: size.bar
    }

    Card {
        anchors.fill: parent
        open: shown.help.open
        Question {
            width: parent.width
            words: shown.help.open ? shown.help.head : ({ main: "", beside: "" })
        }
        Words {
            width: parent.width
            text: shown.help.open ? shown.help.body : ""
        }
        Words {
            objectName: "help_where"
            width: parent.width
            visible: text !== ""
            text: shown.help.open ? shown.help.where : ""
        }
        Action {
            width: parent.width
            tap: "help_close"
            label: shown.help.open ? shown.help.close : ""
        }
    }

    Emergency {
        anchors.fill: parent
        z: 1
        card: shown.emergency
    }

    Card {
        anchors.fill: parent
        open: shown.question.asked
        Question {
            width: parent.width
            words: shown.question.asked ? shown.question.text : ({ main: "", beside: "" })
        }
        Words {
            width: parent.width
            text: shown.question.asked ? shown.question.counted : ""
        }
        Action {
            width: parent.width
            tap: "here"
            label: shown.question.asked ? shown.question.stay : ""
        }
        Plain {
            width: parent.width
            tap: "home"
            label: shown.question.asked ? shown.question.leave : ""
        }
    }
}
