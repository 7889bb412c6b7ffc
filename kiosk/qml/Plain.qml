import QtQuick

// A quiet button: a label in action blue on white.
Target {
    id: plain

    property int letters: size.body

    implicitHeight: size.target
    implicitWidth: Math.ceil(words.implicitWidth) + 4 * size.pad
    border.color: able ? look.action : look.line
    border.width: size.stroke
    visible: label !== ""

    Words {
        id: words
        anchors.centerIn: parent
        text: plain.label
        color: plain.able ? look.action : look.slate
        font.pixelSize: plain.letters
        font.bold: true
        wrapMode: Text.NoWrap
    }
}
