// The conversation of this tab: what is to be deleted, or has just been.
"use strict";
{
  const STORED = "conversation";
  const form = document.getElementById("forget");
  try {
    if (!form) sessionStorage.removeItem(STORED);
    else {
      const template = document.createElement("template");
      template.innerHTML = sessionStorage.getItem(STORED) ?? "";
      const turns = [...template.content.children];
      const ids = new Set(turns.map((turn) => turn.dataset.conversation).filter(Boolean));
      if (ids.size) {
        form.elements.conversation.value = [...ids].join(" ");
        form.hidden = false;
        document.getElementById("nothing").hidden = true;
      }
    }
  } catch {
    // Storage is forbidden: then nothing was kept in it.
  }
}
