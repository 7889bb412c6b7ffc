import QtQuick

// How every device is, and the kiosk's voice; for a technician.
Item {
    Column {
        anchors { left: parent.left; right: parent.right; top: parent.top }
        spacing: size.gap
        Question {
            width: parent.width
            words: shown.service.question
        }
        Words {
            width: parent.width
            text: shown.service.kiosk
            color: look.slate
        }
        Grid {
            id: devices
            width: parent.width
            columns: size.lists
            spacing: size.gap
            Repeater {
                model: shown.service.rows
                Rectangle {
                    id: box
                    required property var modelData
                    readonly property var section: modelData
                    width: (devices.width - (devices.columns - 1) * devices.spacing)
                           / devices.columns
                    height: Math.max(device.height, how.height) + 2 * size.gap
                    radius: size.corner
                    color: section.good ? look.donePale : look.warnPale
                    Sign {
                        id: sign
                        anchors { left: parent.left; verticalCenter: parent.verticalCenter
                                  leftMargin: size.pad }
                        name: box.section.good ? "good" : "bad"
                    }
                    Words {
                        id: device
                        anchors { left: sign.right; verticalCenter: parent.verticalCenter
                                  leftMargin: size.pad }
                        text: box.section.name
                        font.bold: true
                        wrapMode: Text.NoWrap
                    }
                    Words {
                        id: how
                        anchors { left: device.right; right: parent.right
                                  verticalCenter: parent.verticalCenter; margins: size.pad }
                        text: box.section.text
                        horizontalAlignment: Text.AlignRight
                    }
                }
            }
        }
    }
    Column {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        spacing: size.gap
        Words {
            objectName: "printing"
            width: parent.width
            visible: text !== ""
            text: shown.service.printing
            font.bold: true
        }
        Flow {
            width: parent.width
            spacing: size.gap
            Plain {
                tap: shown.service.softer.tap
                label: shown.service.softer.label
            }
            Words {
                height: size.target
                text: shown.service.volume
                verticalAlignment: Text.AlignVCenter
            }
            Plain {
                tap: shown.service.louder.tap
                label: shown.service.louder.label
            }
            Plain {
                tap: shown.service.try_voice.tap
                label: shown.service.try_voice.label
            }
            Plain {
                tap: shown.service.print_test.tap
                label: shown.service.print_test.label
            }
            Turns { list: shown.service.turns }
        }
        Action {
            width: parent.width
            tap: "home"
            label: shown.service.done
        }
    }
}
