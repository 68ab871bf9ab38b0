// Loads Python and the library from this site, and shows what the library answers.

const form = document.querySelector("#order");
const state = document.querySelector("#state");
const answer = document.querySelector("#answer");

function say(text, kind) {
  state.textContent = text;
  state.className = kind;
}

async function loaded() {
  say("Loading Python, about 15 MB …", "busy");
  const { loadPyodide } = await import("./pyodide/pyodide.mjs");
  const python = await loadPyodide({ indexURL: new URL("pyodide/", import.meta.url).href });
  say("Loading the library …", "busy");
  const wheels = await (await fetch("wheels/wheels.json")).json();
  for (const name of wheels) {
    const wheel = await fetch(`wheels/${name}`);
    if (!wheel.ok) throw new Error(`${name}: ${wheel.status}`);
    python.unpackArchive(await wheel.arrayBuffer(), "wheel");
  }
  python.runPython(await (await fetch("live.py")).text());
  return python.globals.get("answer");
}

function row(cells) {
  const line = document.createElement("tr");
  for (const text of cells) line.insertCell().textContent = text;
  return line;
}

function item({ severity, message }) {
  const line = document.createElement("li");
  line.className = severity;
  line.textContent = `${severity}: ${message}`;
  return line;
}

// Every text is set as text, never as HTML: what was typed comes back in messages.
function show({ ready, strength, weighings, findings, worksheet }) {
  document.querySelector("#strength").textContent = strength;
  document.querySelector("#weighings").replaceChildren(...weighings.map(row));
  document.querySelector("#findings").replaceChildren(...findings.map(item));
  document.querySelector("#worksheet").textContent = worksheet;
  answer.hidden = false;
  say(ready ? "Worked out. Read the findings." : "A draft: something stops this batch.", ready ? "done" : "stop");
}

function clear() {
  answer.hidden = true;
  say("", "");
}

try {
  const ask = await loaded();
  form.addEventListener("input", clear); // an answer never stands beside other input
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear();
    try {
      const found = JSON.parse(ask(JSON.stringify(Object.fromEntries(new FormData(form)))));
      if (found.error) say(found.error, "stop");
      else show(found);
    } catch (error) {
      say(`This should not happen, please report it: ${error.message}`, "stop");
    }
  });
  for (const part of form.querySelectorAll(":disabled")) part.disabled = false;
  say("Ready.", "done");
} catch (error) {
  say(`It could not be loaded: ${error.message ?? error}`, "stop");
}
