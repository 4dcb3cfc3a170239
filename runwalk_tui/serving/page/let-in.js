// Keeps the key of this run where only pages of this address and port can read it, and opens the page.
"use strict";

localStorage.setItem("key", document.currentScript.dataset.key);
location.replace("/");
