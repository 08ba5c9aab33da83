// Shows the state after each event of a recording. All sentences and rows were made when the site was built; whatever
// a program wrote only ever becomes text here, never markup.
"use strict";

for (const stepper of document.querySelectorAll(".stepper")) {
  const { steps, rows } = JSON.parse(stepper.querySelector("script").textContent);
  const part = (name) => stepper.querySelector(`.${name}`);
  const lines = [...stepper.querySelectorAll(".line")];
  const buttons = Object.fromEntries([...stepper.querySelectorAll("button")].map((b) => [b.dataset.go, b]));
  const last = steps.length - 1;
  let now = 0;

  const show = (index) => {
    now = Math.min(Math.max(index, 0), last);
    const step = steps[now];
    for (const name of ["title", "sentence"]) part(name).textContent = step[name];
    for (const name of ["tree", "written"]) {
      part(name).textContent = step[name].map((row) => rows[row]).join("\n");
    }
    lines.forEach((line, position) => {
      line.classList.toggle("here", String(position + 1) in step.marks);
      line.classList.toggle("focus", position + 1 === step.focus);
      line.firstElementChild.textContent = step.marks[position + 1] ?? "";
    });
    const focus = lines[step.focus - 1];
    if (focus) {
      const source = part("source");
      source.scrollTop = focus.offsetTop - (source.clientHeight - focus.offsetHeight) / 2;
    }
    buttons.first.disabled = buttons.back.disabled = now === 0;
    buttons.next.disabled = buttons.last.disabled = now === last;
  };
  const go = { first: () => 0, back: () => now - 1, next: () => now + 1, last: () => last };

  for (const [name, button] of Object.entries(buttons)) button.addEventListener("click", () => show(go[name]()));
  document.addEventListener("keydown", (event) => {
    const name = { ArrowLeft: "back", ArrowRight: "next" }[event.key];
    if (!name || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(go[name]());
  });
  stepper.hidden = false;
  show(0);
}
