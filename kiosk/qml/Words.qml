import QtQuick

// Text of every page: the face is always set, or Latin falls back to another one.
Text {
    color: look.ink
    font.family: look.family
    font.pixelSize: size.body
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    lineHeight: 1.1
}
