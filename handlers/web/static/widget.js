/* The chat about the business clusters of Lublin, for any page:
 *
 *   <script src="https://ADDRESS-OF-THE-BOT/widget.js" data-lang="pl" async></script>
 *
 * It adds a button at the bottom of the page, asks nobody but the bot, and sets no cookies. The bot
 * answers pages of the origins that its setting WEB_ORIGINS names.
 */
(() => {
  "use strict";

  const TEXTS = __TEXTS__;
  const STORED = "lublin-clusters-chat";
  const MOST_KEPT = 30;
  const script = document.currentScript;
  const address = new URL(".", script.src);
  const language = chosenLanguage();

  function chosenLanguage() {
    const wishes = [script.dataset.lang, document.documentElement.lang, ...navigator.languages];
    const known = wishes.map((wish) => (wish || "").slice(0, 2).toLowerCase());
    return known.find((wish) => wish in TEXTS) || "pl";
  }

  const say = (key, spoken = language) => TEXTS[spoken][key];

  /* ---- Elements: text is always set as text, so that nothing in it is taken for markup. ---- */

  function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== ""));
    return made;
  }

  function link(label, href) {
    if (!/^(https?:|tel:|mailto:)/.test(href)) return label;
    const elsewhere = href.startsWith("http");
    return element(
      "a",
      { href, target: elsewhere && "_blank", rel: elsewhere && "noopener noreferrer" },
      label,
      elsewhere ? element("span", { class: "hidden" }, ` (${say("web.widget.new_tab")})`) : "",
    );
  }

  /* ---- What is remembered while the tab is open ---- */

  const memory = { conversation: null, isOpen: false, shown: [] };

  function recall() {
    try {
      Object.assign(memory, JSON.parse(sessionStorage.getItem(STORED)) || {});
    } catch {
      // The page may not store anything: the chat works, and forgets on reload.
    }
  }

  function remember() {
    memory.shown = memory.shown.slice(-MOST_KEPT);
    try {
      sessionStorage.setItem(STORED, JSON.stringify(memory));
    } catch {
      // as above
    }
  }

  /* ---- The bot ---- */

  async function send(path, body) {
    const options = body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    };
    let response;
    try {
      response = await fetch(new URL(`api/v1/${path}`, address), {
        credentials: "omit",
        referrerPolicy: "no-referrer",
        ...options,
      });
    } catch {
      throw new Error(say("web.widget.unreachable"));
    }
    if (response.status === 204) return null;
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    const isForPeople = response.status === 429 || response.status === 503;
    throw new Error((isForPeople && answer.detail) || say("web.widget.failed"));
  }

  /* ---- A card ---- */

  function dated(text, date) {
    return date ? [text, " ", element("span", { class: "date" }, `(${date})`)] : [text];
  }

  function table(card) {
    const [first, ...rest] = card.table.header;
    const head = [first, ...rest].map((title) => element("th", { scope: "col" }, title));
    const rows = card.table.rows.map(({ cells: [name, ...cells] }) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, name),
        cells.map((cell) => element("td", {}, cell)),
      ),
    );
    return element(
      "div",
      { class: "scrolls", role: "region", tabindex: "0", "aria-label": card.title },
      element(
        "table",
        {},
        element("thead", {}, element("tr", {}, head)),
        element("tbody", {}, rows),
      ),
    );
  }

  function contact({ name, phone, email, address: place, date }) {
    const ways = [
      phone && link(phone, `tel:${phone.replace(/[^+\d]/g, "")}`),
      email && link(email, `mailto:${email}`),
      place,
    ];
    return element(
      "li",
      {},
      dated(name, date),
      ways.filter(Boolean).flatMap((way) => [element("br"), way]),
    );
  }

  function source({ title, publisher, date, url }) {
    const rest = [publisher, date].filter(Boolean).map((part) => `, ${part}`);
    return element("li", {}, url ? link(title, url) : title, rest);
  }

  function list(items) {
    return items.length ? element("ul", {}, items) : "";
  }

  function answered(answer) {
    const { card } = answer;
    return element(
      "div",
      { class: "card", lang: answer.language },
      card.notice && element("p", { class: "note" }, card.notice),
      element("h3", { tabindex: "-1" }, card.title),
      card.lines.map((line) => element("p", { class: line.kind }, dated(line.text, line.date))),
      card.table ? table(card) : "",
      list(card.contacts.map(contact)),
      list(card.links.map(({ label, url }) => element("li", {}, link(label, url)))),
      card.confirm && element("p", { class: "note" }, card.confirm),
      card.sources.length
        ? element(
            "details",
            {},
            element("summary", {}, say("web.widget.sources", answer.language)),
            list(card.sources.map(source)),
          )
        : "",
      element(
        "p",
        { class: "choices" },
        card.follow_ups.map(({ label, target }) =>
          element("button", { type: "button", onclick: () => open(label, target, answer) }, label),
        ),
      ),
      answer.question_id && !answer.verdict ? verdict(answer) : "",
    );
  }

  function verdict(answer) {
    const spoken = answer.language;
    const asked = element("p", { class: "verdict" }, say("web.widget.helped", spoken));
    const give = async (helped) => {
      try {
        await send("feedback", { question_id: answer.question_id, helped });
        answer.verdict = true;
        remember();
        asked.textContent = say("web.widget.thanks", spoken);
      } catch (error) {
        asked.textContent = error.message;
      }
      announce(asked.textContent);
      question.focus();
    };
    for (const [helped, key] of [
      [true, "web.widget.yes"],
      [false, "web.widget.no"],
    ]) {
      asked.append(" ", element("button", { type: "button", onclick: () => give(helped) }, say(key, spoken)));
    }
    return asked;
  }

  /* ---- The talk ---- */

  let isBusy = false;

  function announce(text) {
    status.textContent = "";
    // A moment later, so that the same words are announced again.
    requestAnimationFrame(() => (status.textContent = text));
  }

  function add(shown) {
    talk.append(shown);
    talk.scrollTop = talk.scrollHeight;
    return shown;
  }

  function show(item) {
    return item.asked
      ? add(element("p", { class: "asked" }, element("span", {}, item.asked)))
      : add(answered(item));
  }

  async function exchange(said, path, body) {
    if (isBusy) return null;
    isBusy = true;
    const asked = show({ asked: said });
    const waiting = add(element("p", { class: "note" }, say("web.widget.waiting")));
    panel.setAttribute("aria-busy", "true");
    try {
      const answer = await send(path, { ...body, conversation: memory.conversation });
      memory.conversation = answer.conversation;
      memory.shown.push({ asked: said }, answer);
      remember();
      waiting.remove();
      const shown = show(answer);
      talk.scrollTop = asked.offsetTop - talk.offsetTop;
      announce([answer.card.title, answer.card.lines[0]?.text].filter(Boolean).join(". "));
      return shown;
    } catch (error) {
      waiting.textContent = error.message;
      waiting.className = "error";
      talk.scrollTop = talk.scrollHeight;
      announce(error.message);
      return null;
    } finally {
      isBusy = false;
      panel.removeAttribute("aria-busy");
    }
  }

  async function ask(event) {
    event.preventDefault();
    const text = question.value.trim();
    if (!text || isBusy) return;
    question.value = "";
    if (!(await exchange(text, "ask", { question: text })) && !question.value) question.value = text;
  }

  async function open(label, target, answer) {
    const shown = await exchange(label, "open", { ...target, lang: answer.language });
    shown?.querySelector("h3").focus({ preventScroll: true });
  }

  async function forget() {
    try {
      if (memory.conversation) await send("forget", { conversation: memory.conversation });
    } catch (error) {
      add(element("p", { class: "error" }, error.message));
      announce(error.message);
      return;
    }
    Object.assign(memory, { conversation: null, shown: [] });
    remember();
    talk.replaceChildren();
    await greet();
    announce(say("web.widget.forgotten"));
    question.focus();
  }

  async function greet() {
    try {
      show(await send(`welcome?lang=${language}`));
    } catch (error) {
      add(element("p", { class: "error" }, error.message));
      announce(error.message);
    }
  }

  /* ---- The panel ---- */

  let panel, talk, question, status;

  function build() {
    talk = element("div", { class: "talk", tabindex: "0", role: "region", "aria-label": say("web.widget.talk") });
    question = element("input", {
      id: "question",
      type: "text",
      maxlength: "1000",
      required: true,
      autocomplete: "off",
      enterkeyhint: "send",
    });
    status = element("p", { class: "hidden", role: "status", "aria-live": "polite" });
    panel = element(
      "section",
      { class: "panel", id: "panel", role: "dialog", "aria-labelledby": "title" },
      element(
        "header",
        {},
        element("h2", { id: "title" }, say("web.widget.title")),
        element("button", { type: "button", class: "close", "aria-label": say("web.widget.close"), onclick: close }, "×"),
      ),
      talk,
      element(
        "form",
        { onsubmit: ask },
        element("label", { for: "question" }, say("web.widget.label")),
        element("span", { class: "row" }, question, element("button", {}, say("web.widget.send"))),
      ),
      element(
        "footer",
        {},
        link(say("web.widget.privacy"), new URL(`privacy?lang=${language}`, address).href),
        element("button", { type: "button", onclick: forget }, say("web.widget.forget")),
      ),
      status,
    );
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        close();
      }
    });
    root.append(panel);
    memory.shown.forEach(show);
  }

  function reveal() {
    if (!panel) build();
    if (!talk.childElementCount) greet();
    panel.hidden = false;
    launcher.setAttribute("aria-expanded", "true");
    memory.isOpen = true;
    remember();
  }

  function close() {
    panel.hidden = true;
    launcher.setAttribute("aria-expanded", "false");
    memory.isOpen = false;
    remember();
    launcher.focus();
  }

  function toggle() {
    if (memory.isOpen && panel) {
      close();
    } else {
      reveal();
      question.focus();
    }
  }

  const STYLE = `
    :host {
      --paper: #fff; --ink: #1c1c1e; --faint: #57575c; --line: #8a8a90; --soft: #e6f0ea;
      --main: #0b5d3b; --on-main: #fff; --error: #a4161a;
      all: initial; color-scheme: light dark;
    }
    @media (prefers-color-scheme: dark) {
      :host {
        --paper: #1c1e22; --ink: #f1f1f3; --faint: #b8b8c0; --line: #85858d; --soft: #2a2f37;
        --main: #7ed3a6; --on-main: #06281a; --error: #ff9d9d;
      }
    }
    *, ::before { box-sizing: border-box; }
    [hidden] { display: none !important; }
    .launcher, .panel { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; }
    .launcher, .panel, button, input { font: 1rem/1.45 system-ui, sans-serif; }
    button { color: var(--main); background: var(--paper); border: 1px solid var(--main);
      border-radius: .5rem; padding: .4rem .75rem; min-height: 2.25rem; cursor: pointer; }
    button:hover { background: var(--soft); }
    .launcher, .row button { color: var(--on-main); background: var(--main); }
    .launcher:hover, .row button:hover { color: var(--main); background: var(--paper); }
    .launcher { border-radius: 2rem; padding: .7rem 1.2rem; box-shadow: 0 2px 10px #0006; }
    .launcher[aria-expanded=true] { visibility: hidden; }
    :focus-visible { outline: 3px solid var(--main); outline-offset: 2px; }
    .panel { display: flex; flex-direction: column; width: min(26rem, calc(100vw - 2rem));
      height: min(40rem, calc(100vh - 2rem)); color: var(--ink); background: var(--paper);
      border: 1px solid var(--line); border-radius: .75rem; box-shadow: 0 4px 24px #0006;
      overflow: hidden; animation: rise .15s ease-out; }
    @keyframes rise { from { transform: translateY(1rem); opacity: 0; } }
    @media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
    header, footer, .row { display: flex; gap: .5rem; align-items: center; }
    header, footer { justify-content: space-between; padding: .5rem .75rem; }
    header { border-bottom: 1px solid var(--line); }
    footer { flex-wrap: wrap; font-size: .875rem; padding-top: 0; }
    footer button { font-size: .875rem; min-height: 1.75rem; padding: .15rem .5rem; }
    h2, h3 { margin: 0; font-size: 1rem; line-height: 1.35; }
    .close { font-size: 1.4rem; line-height: 1; padding: 0 .6rem; }
    .talk { flex: 1; overflow-y: auto; padding: .75rem; overflow-wrap: anywhere; }
    .talk:focus-visible { outline-offset: -3px; }
    .asked { display: flex; justify-content: flex-end; margin: .75rem 0; }
    .asked span { background: var(--soft); border-radius: .75rem; padding: .4rem .75rem; }
    .card { border: 1px solid var(--line); border-radius: .75rem; padding: .75rem; }
    p { margin: .5rem 0; }
    ul { margin: .5rem 0; padding-left: 1.2rem; }
    li { margin: .25rem 0; }
    .date, .note, .gap { color: var(--faint); }
    .error { color: var(--error); }
    a { color: var(--main); }
    .choices { display: flex; flex-wrap: wrap; gap: .5rem; }
    .choices button { text-align: left; }
    .verdict button { min-height: 2rem; padding: .15rem .6rem; }
    .scrolls { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .875rem; overflow-wrap: normal; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .5rem .25rem 0;
      border-bottom: 1px solid var(--line); }
    tbody th { font-weight: normal; }
    form { padding: .5rem .75rem; border-top: 1px solid var(--line); }
    label { display: block; margin-bottom: .25rem; }
    input { flex: 1; min-width: 0; min-height: 2.5rem; padding: .4rem .6rem; color: var(--ink);
      background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; }
    .hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
      clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 30rem) {
      .panel { inset: 0; width: auto; height: auto; border: 0; border-radius: 0; }
    }
  `;

  const host = element("lublin-clusters-chat", { lang: language });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet]; // no style element: the page's policy may forbid those
  const launcher = element(
    "button",
    { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: toggle },
    say("web.widget.launch"),
  );
  root.append(launcher);

  function begin() {
    recall();
    document.body.append(host);
    if (memory.isOpen) reveal();
  }

  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
})();
