// Looks again by itself until a suggestion has been tried; without a script a link does.
"use strict";
(() => {
  const SECONDS = 3;
  const place = document.getElementById("attempt");

  async function look() {
    let fresh;
    try {
      const response = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      fresh = page.getElementById("attempt");
      if (fresh && fresh.dataset.state !== "running") {
        place.dataset.state = fresh.dataset.state;
        place.replaceChildren(...fresh.childNodes);
        document.querySelector("h1").textContent = page.querySelector("h1").textContent;
        document.title = page.title;
        return;
      }
      if (!fresh) {  // logged out meanwhile
        location.reload();
        return;
      }
    } catch {
      // The connection is away: look again.
    }
    setTimeout(look, SECONDS * 1000);
  }

  setTimeout(look, SECONDS * 1000);
})();
