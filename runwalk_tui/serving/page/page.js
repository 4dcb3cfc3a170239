// The page around the terminal: letters large enough for a finger, a few keys, and what is said when the connection ends.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);

  // How large the letters are: as large as leaves room for the buttons of the app, which have three rows each.
  const COLUMNS = 40, ROWS = 30, ROWS_OF_A_LOW_SCREEN = 12, LOW = 500;
  const WIDTH_OF_A_LETTER = 0.6, HEIGHT_OF_A_ROW = 1.32; // of Roboto Mono, in sizes of its letters
  const BESIDE_A_MOUSE = 18;
  const STEP = 1.15, SMALLEST = 10, LARGEST = 60; // pixels

  const KEYS = {
    Escape: "\x1b", ArrowUp: "\x1b[A", ArrowDown: "\x1b[B", ArrowRight: "\x1b[C", ArrowLeft: "\x1b[D",
    Space: " ", Enter: "\r",
  };
  const CONTINUED_ELSEWHERE = 4001, APP_ENDED = 4002, SERVER_ENDED = 4003, KEY_NEEDED = 4005;
  const LOOK_AGAIN = 2000; // milliseconds
  const LETTERS_COME = 3000; // milliseconds; after that others have to do
  const BELL = { pitch: 880, loudness: 0.6, length: 0.35 }; // Hz, a share of the loudest, seconds

  let socket = null, terminal = null, said = "", left = false;

  // What the tablet remembers is the key of this run, how large somebody likes the letters, and that they know where the
  // sound comes from.
  const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* it is asked again, then */ } };

  function letterSize() {
    const box = byId("terminal");
    const rows = window.innerHeight < LOW ? ROWS_OF_A_LOW_SCREEN : ROWS;
    const fits = Math.min(
      box.clientWidth / (COLUMNS * WIDTH_OF_A_LETTER),
      box.clientHeight / (rows * HEIGHT_OF_A_ROW),
    );
    const usual = matchMedia("(pointer: coarse)").matches ? fits : BESIDE_A_MOUSE;
    const wanted = usual * STEP ** Number(remembered("letters") || 0);
    return Math.floor(Math.max(SMALLEST, Math.min(LARGEST, wanted)));
  }

  function fit() {
    if (!terminal) return;
    terminal.options.fontSize = letterSize();
    if (window.onresize) window.onresize();
  }

  // The terminal and its connection are made by the script of textual-serve, which hands neither on. The connection is
  // taken where it is opened, and the terminal where it is stored.
  const Connection = window.WebSocket;
  window.WebSocket = class extends Connection {
    constructor(address) {
      const key = remembered("key");
      super(address, key ? [key] : []); // the one thing that a page can say as it connects
      socket = this;
      this.addEventListener("message", hear);
      this.addEventListener("close", (event) => leave(event.code));
    }
  };
  Object.defineProperty(Object.prototype, "terminal", {
    configurable: true,
    set(value) {
      delete Object.prototype.terminal;
      Object.defineProperty(this, "terminal", { value, writable: true, configurable: true, enumerable: true });
      terminal = value;
      setUp();
    },
  });

  function setUp() {
    let waiting = 0;
    terminal.onBell(ring);
    terminal.onRender(() => { waiting ||= setTimeout(() => { waiting = 0; readOut(); }, 100); });
  }

  // Where the computer has no sound the app rings the bell of its terminal, which is here. Browsers let a page sound once
  // it was touched, and a session isn't started without that.
  let sound = null;
  const unlock = () => {
    sound ??= window.AudioContext ? new AudioContext() : null;
    if (sound && sound.state !== "running") sound.resume().catch(() => {});
  };
  document.addEventListener("pointerup", unlock, true);
  document.addEventListener("keydown", unlock, true);

  function ring() {
    if (!sound || sound.state !== "running") return;
    const tone = sound.createOscillator(), loudness = sound.createGain(), now = sound.currentTime;
    tone.frequency.value = BELL.pitch;
    loudness.gain.setValueAtTime(BELL.loudness, now);
    loudness.gain.exponentialRampToValueAtTime(0.001, now + BELL.length);
    tone.connect(loudness).connect(sound.destination);
    tone.start(now);
    tone.stop(now + BELL.length);
  }

  // What is on the screen as text, for whoever reads it with another program. It is not read out by itself: a countdown
  // would speak each second.
  function readOut() {
    const shown = terminal.buffer.active, lines = [];
    for (let row = 0; row < terminal.rows; row++) lines.push(shown.getLine(row)?.translateToString(true, 0, terminal.cols) ?? "");
    const text = byId("text");
    byId("opening").hidden = true;
    text.dataset.columns = terminal.cols;
    text.dataset.rows = terminal.rows;
    text.textContent = lines.join("\n");
  }

  function type(text) {
    if (socket && socket.readyState === Connection.OPEN) socket.send(JSON.stringify(["stdin", text]));
  }

  function hear(event) {
    if (typeof event.data !== "string") return;
    const [kind, text] = JSON.parse(event.data);
    if (kind === "said") said = text;
  }

  // The end of the connection.
  function leave(code) {
    left = true;
    if (code === CONTINUED_ELSEWHERE) {
      say("Continued in another window", "runwalk is open in another window or on another device.", "Use it here");
    } else if (code === APP_ENDED) {
      const words = said && said[0].toUpperCase() + said.slice(1);
      say("runwalk is closed", words || "What you did is saved.", "Open it again");
    } else if (code === SERVER_ENDED) {
      say("runwalk serve has been stopped", "What you did is saved on the computer.", "Try again");
    } else if (code === KEY_NEEDED) {
      say("This page needs a token", "On the computer, look at the window of runwalk serve, and open the whole address, with its token.", "Try again");
    } else {
      say("Connection lost", "Trying to reconnect… If a session was running, it's kept on the computer.", "Try again");
      comeBack();
    }
  }

  // Only a page that somebody looks at comes back by itself; else a tablet in a bag would take the app from another one.
  async function comeBack() {
    for (;;) {
      await new Promise((go) => setTimeout(go, LOOK_AGAIN));
      if (document.hidden) continue;
      try {
        const answer = await fetch("/alive");
        if (answer.ok || answer.status === 403) return location.reload();
      } catch { /* not there yet */ }
    }
  }

  // Where nobody answers, a page that is loaded anew would be one of the browser's, which never comes back by itself.
  async function tryAgain() {
    try {
      await fetch("/alive");
      location.reload();
    } catch {
      say("Nothing is running there yet", "Start runwalk serve on the computer, and open its new address.", "Try again");
    }
  }

  function say(title, text, button) {
    byId("over-title").textContent = title;
    byId("over-text").textContent = text;
    byId("again").textContent = button;
    byId("over").hidden = false;
    byId("opening").hidden = true;
    byId("again").focus();
  }

  // A finger that moves scrolls; a touch that stays is a click, which the browser makes of it by itself.
  function scrollByTouch(box) {
    let from = 0;
    box.addEventListener("touchstart", (event) => { from = event.touches[0].clientY; }, { passive: true });
    box.addEventListener("touchmove", (event) => {
      const { clientX, clientY } = event.touches[0], step = box.clientHeight / terminal.rows;
      while (Math.abs(clientY - from) >= step) {
        const down = clientY < from ? 1 : -1;
        from -= down * step;
        box.querySelector(".xterm-screen").dispatchEvent(new WheelEvent("wheel", {
          deltaY: down * step, clientX, clientY, bubbles: true, cancelable: true,
        }));
      }
    }, { passive: true });
  }

  // Touching the terminal would bring up the keyboard of a tablet over it, so that comes only when it is asked for.
  function setKeyboard(on) {
    const field = document.querySelector(".xterm-helper-textarea");
    if (!field) return;
    field.autocomplete = "off"; // words of other pages are no answers here
    field.blur();
    if (on || matchMedia("(pointer: coarse)").matches) field.inputMode = on ? "text" : "none";
    field.focus({ preventScroll: true });
    document.querySelector("[data-do=type]").setAttribute("aria-pressed", String(on));
  }

  // It stays no longer than it is wanted: it covers half of the page, and where nothing is typed each letter is a key.
  function putKeyboardAway() {
    if (document.querySelector("[data-do=type]").getAttribute("aria-pressed") === "true") setKeyboard(false);
  }

  const ACTIONS = {
    heard() { remember("heard", "yes"); byId("sound").hidden = true; fit(); },
    type(button) { setKeyboard(button.getAttribute("aria-pressed") !== "true"); },
    smaller() { remember("letters", Number(remembered("letters") || 0) - 1); fit(); },
    larger() { remember("letters", Number(remembered("letters") || 0) + 1); fit(); },
    again() { tryAgain(); },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.key) type(KEYS[button.dataset.key]);
    else ACTIONS[button.dataset.do](button);
  });
  // A key of the bar leaves the focus, and with it the keyboard, where it is.
  document.addEventListener("mousedown", (event) => { if (event.target.closest("#keys")) event.preventDefault(); });

  const begin = window.onload;
  window.onload = async (event) => {
    const box = byId("terminal");
    box.dataset.sessionWebsocketUrl = `ws://${location.host}/session`;
    byId("sound").hidden = document.documentElement.dataset.mute === "yes" || remembered("heard") === "yes";
    // Columns are counted in these letters, so they have to be there first.
    const late = new Promise((go) => setTimeout(go, LETTERS_COME));
    await Promise.race([document.fonts.load("16px 'Roboto Mono'").catch(() => {}), late]);
    box.dataset.fontSize = letterSize();
    begin(event);
    if (!terminal) return;
    setKeyboard(false);
    scrollByTouch(box);
    box.addEventListener("click", putKeyboardAway);
    box.addEventListener("keyup", (event) => { if (event.key === "Enter") putKeyboardAway(); });
    const theirs = window.onresize;
    window.onresize = () => { terminal.options.fontSize = letterSize(); theirs(); };
    window.visualViewport?.addEventListener("resize", () => {
      document.documentElement.style.setProperty("--height", `${visualViewport.height}px`);
      fit();
    });
    // A screen that goes dark in the middle of a run helps nobody. Browsers allow this on this computer alone, since
    // nothing is encrypted on the way to another one, and some only once the page was touched.
    byId("dark").hidden = "wakeLock" in navigator;
    let awake = null;
    const stayAwake = async () => {
      if (document.hidden || left || (awake && !awake.released)) return;
      awake = await navigator.wakeLock?.request("screen").catch(() => null);
    };
    document.addEventListener("visibilitychange", stayAwake);
    document.addEventListener("pointerup", stayAwake);
    stayAwake();
  };
})();
