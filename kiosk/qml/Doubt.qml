import QtQuick

// The number may come too late; whoever stands here decides.
Answer {
    name: "doubt"
    card: shown.doubt
}
