import QtQuick

// Text of the board: the face is always set, or Latin falls back to another one.
Text {
    color: look.ink
    font.family: look.family
    font.pixelSize: size.word_px
    wrapMode: Text.NoWrap
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
