import QtQuick

// Why there is no number: what, until when, what instead.
Answer {
    name: "refusal"
    card: shown.refused
}
