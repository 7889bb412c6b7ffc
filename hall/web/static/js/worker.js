// The one stream that all tabs of a browser share: HTTP/1.1 allows a browser only six in all.

import { Source } from "./source.js";

const tabs = new Map(); // port -> topics

const wanted = () => new Set([...tabs.values()].flatMap((topics) => [...topics]));

const hears = (topics, topic) => topic === "beat" || topic === "line" || topics.has(topic);

const source = new Source((topic, data) => {
  for (const [port, topics] of tabs) {
    if (hears(topics, topic)) port.postMessage({ topic, data });
  }
});

function welcome(port, topics) {
  tabs.set(port, new Set(topics));
  for (const [topic, data] of source.last) {
    if (topics.includes(topic) || topic === "line") port.postMessage({ topic, data });
  }
  source.want(wanted());
}

function farewell(port) {
  tabs.delete(port);
  if (tabs.size) source.want(wanted());
  else source.close();
}

self.onconnect = (event) => {
  const [port] = event.ports;
  port.onmessage = ({ data }) => (data.topics ? welcome(port, data.topics) : farewell(port));
};
