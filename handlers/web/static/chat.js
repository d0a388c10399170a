// Sends the form of the page without loading the page anew, and keeps what was said for this tab.
"use strict";
{
  const TURNS = "turns"; // what stands on the page
  const CONVERSATIONS = "conversations"; // the ids of all that this tab began, to delete them
  const MOST_TURNS = 30;
  const form = document.getElementById("ask");
  const log = document.getElementById("log");
  const status = document.getElementById("status");
  const trouble = document.getElementById("trouble");
  const input = form.elements.q;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const touch = matchMedia("(pointer: coarse)");
  let waiting = false;

  const parsed = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  };

  const stored = (name) => {
    try {
      return sessionStorage.getItem(name) ?? "";
    } catch {
      return "";
    }
  };

  const conversations = () => {
    const here = [...log.children].map((turn) => turn.dataset.conversation);
    return [...new Set([...stored(CONVERSATIONS).split(" "), ...here])].filter(Boolean);
  };

  const keep = () => {
    while (log.children.length > MOST_TURNS) log.firstElementChild.remove();
    try {
      sessionStorage.setItem(CONVERSATIONS, conversations().join(" "));
      sessionStorage.setItem(TURNS, log.innerHTML);
    } catch {
      // Storage is full or forbidden: the conversation ends with the page.
    }
  };

  const forget = () => {
    try {
      sessionStorage.removeItem(TURNS);
    } catch {
      // Storage is forbidden: then nothing was kept in it.
    }
  };

  const show = (turn) => {
    document.getElementById("newest")?.removeAttribute("id");
    turn.id = "newest";
    turn.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
  };

  const restore = () => {
    const arrived = [...log.children];
    log.prepend(parsed(stored(TURNS)));
    for (const turn of arrived) {
      const twin = [...log.children].find(
        (other) => other !== turn && other.dataset.said === turn.dataset.said
      );
      twin?.remove();
    }
    for (const turn of log.querySelectorAll(".new")) turn.classList.remove("new");
    form.elements.conversation.value ||= conversations().at(-1) ?? "";
    if (arrived.length && log.children.length > arrived.length) show(arrived.at(-1));
    if (log.children.length) keep();
  };

  const say = (words) => {
    status.textContent = words;
  };

  const answered = (turn, isTyped) => {
    for (const led of log.querySelectorAll("[name=led]")) led.remove();
    log.append(turn);
    turn.classList.add("new");
    form.elements.conversation.value = turn.dataset.conversation;
    show(turn);
    keep();
    const heading = turn.querySelector("h2");
    const answer = turn.querySelector(".lead");
    say(`${form.dataset.answered} ${heading.textContent}. ${answer?.textContent ?? ""}`);
    if (!isTyped) heading.focus({ preventScroll: true });
    else {
      input.value = "";
      if (touch.matches) input.blur();
    }
  };

  const send = async (body, button) => {
    if (waiting) return;
    body.delete("said"); // it stands here already
    waiting = true;
    trouble.textContent = "";
    log.setAttribute("aria-busy", "true");
    const late = setTimeout(say, 400, form.dataset.waiting);
    try {
      const response = await fetch(form.dataset.part, { method: "POST", body });
      const part = parsed(await response.text()).firstElementChild;
      if (part?.matches(".turn")) answered(part, !button);
      else if (part?.matches(".feedback")) {
        button.closest(".feedback").replaceWith(part);
        part.querySelector("[tabindex]").focus();
        keep();
      } else trouble.textContent = part?.matches(".trouble") ? part.textContent : form.dataset.failed;
    } catch {
      trouble.textContent = navigator.onLine ? form.dataset.failed : form.dataset.offline;
    } finally {
      clearTimeout(late);
      if (status.textContent === form.dataset.waiting) say("");
      log.removeAttribute("aria-busy");
      waiting = false;
    }
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter?.name ? event.submitter : null;
    if (event.submitter?.hasAttribute("formaction")) {
      form.elements.conversation.value = conversations().join(" ");
      forget(); // now: who leaves the next page before its script ran would find it all again
      return;
    }
    event.preventDefault();
    const body = new FormData(form);
    if (button) body.append(button.name, button.value);
    send(body, button);
  });

  log.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const body = new FormData(form);
    body.append("open", link.dataset.open);
    send(body, link);
  });

  restore();
}
