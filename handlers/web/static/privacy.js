// What this tab keeps: the conversations to be deleted, or those that have just been.
"use strict";
{
  const form = document.getElementById("forget");
  try {
    const conversations = sessionStorage.getItem("conversations");
    if (!form) sessionStorage.clear();
    else if (conversations) {
      form.elements.conversation.value = conversations;
      form.hidden = false;
      document.getElementById("nothing").hidden = true;
      form.addEventListener("submit", () => sessionStorage.removeItem("turns"));
    }
  } catch {
    // Storage is forbidden: then nothing was kept in it.
  }
}
