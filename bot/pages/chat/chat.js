/**
 * The residents' chat page. Talks JSON to the channel it is served by:
 * POST messages, GET and DELETE conversation (see the contract, "A conversation, for a program").
 * Nothing of what is said is kept in the browser; only the two switches are remembered.
 */

const MAX_CHARS = 2000;
const MAX_ROWS = 5;
const TIMEOUT_MS = 60000;
const RESUME = "resume"; // the server's question after a long silence
const ALONE = new Set(["none", "unknown", "declined"]); // choices that rule out every other one
const PHONES = new Set(["110", "119", "120", "122", "12306", "12309", "12315", "12328", "12329", "12333", "12337", "12338",
  "12345", "12348", "12349", "12351", "12355", "12356", "12385", "12388", "12389", "12393", "96110"]);
const SHORT_NOT_PHONE = /^\s*[元块万千百十亿平㎡个人口天日月年岁公斤克次米号分条户件倍.．%％×xX*+=~～—–\-]/;
const SHORT_PART_OF_SUM = /[.．×*+=~～—–\-/第〔]\s*$/;

const $ = (id) => document.getElementById(id);
const page = document.documentElement;
const log = $("log");
const field = $("text");

let shown = []; // what stands in the log and the server knows: {from, text, …}, oldest first
let outbox = []; // what the server has not taken yet, oldest first
let mode = "loading"; // loading | failed | resume | open
let waiting = null; // the conversation kept back until the tap
let stalled = false; // the first of the outbox failed and waits for a tap
let pumping = false; // between two messages: the next is being made ready
let syncing = false;
let composing = false;
let escaped = false; // Esc was the last key
let turn = 0; // goes up with every clearing, so that late answers are dropped
const flights = new Set(); // each aborts a message under way
let owed = false; // a deletion that did not get through; remembered, so that the next visit makes up for it
let erasing = Promise.resolve(true);
let loading = null;

/* ---- remembering the switches; storage may be forbidden ---- */

function remembered(key) {
  try {
    return localStorage.getItem(key) === "1";
  } catch (error) {
    return false;
  }
}

function remember(key, on) {
  try {
    if (on) localStorage.setItem(key, "1");
    else localStorage.removeItem(key);
  } catch (error) {
    // private browsing: the switch then holds for this visit only
  }
}

/* ---- building nodes; text never becomes markup ---- */

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function button(label, className, onTap) {
  const node = make("button", className, label);
  node.type = "button";
  node.addEventListener("click", onTap);
  return node;
}

/** Whether a run of digits is one of the hotlines, and no sum, no share of a longer number. */
function isPhone(number, before, after) {
  if (!PHONES.has(number) || /([A-Za-z.-]|\d,)$/.test(before) || /^([A-Za-z]|[.,-]\d|\s*[元块])/.test(after)) return false;
  return number.length > 3 || !(SHORT_NOT_PHONE.test(after) || SHORT_PART_OF_SUM.test(before));
}

const CITATION = /(〔(?!\d{4}〕)(?:[^〔〕]|〔\d{4}〕)*〕)/;
const LOOKS = [["head", /^【/], ["point", /^(· |[①-⑨] ?)/], ["under", /^ {2}/]];

/** The lines of a reply: headings, points, what belongs to a point; sources stand back. */
function lined(text) {
  const lines = document.createDocumentFragment();
  for (const line of text.split("\n")) {
    const [look] = LOOKS.find(([, starts]) => starts.test(line)) || [""];
    const parts = line.trim().split(CITATION).map((part, at) => (at % 2 ? make("span", "cite", part) : linked(part)));
    const node = make("span", ("line " + look).trim(), ...parts);
    if (look === "head") {
      node.setAttribute("role", "heading");
      node.setAttribute("aria-level", "2");
    }
    lines.append(node);
  }
  return lines;
}

/** Text with the public hotlines in it as links. */
function linked(text) {
  const parts = document.createDocumentFragment();
  const digits = /[0-9]+/g;
  let from = 0;
  for (let hit = digits.exec(text); hit; hit = digits.exec(text)) {
    const end = hit.index + hit[0].length;
    if (!isPhone(hit[0], text.slice(0, hit.index), text.slice(end))) continue;
    const link = make("a", "", hit[0]);
    link.href = "tel:" + hit[0];
    parts.append(text.slice(from, hit.index), link);
    from = end;
  }
  parts.append(text.slice(from));
  return parts;
}

function notice(text, label, onTap) {
  $("notice-text").textContent = text || "";
  const act = $("notice-act");
  act.hidden = !label;
  act.textContent = label || "";
  act.onclick = onTap || null;
  pointDown();
}

/* ---- the channel ---- */

async function once(method, path, body, id) {
  const control = window.AbortController ? new AbortController() : null;
  const timer = setTimeout(() => control && control.abort(), TIMEOUT_MS);
  if (method === "POST" && control) flights.add(control);
  const headers = {};
  if (body) headers["Content-Type"] = "application/json";
  if (id) headers["X-Message-Id"] = id;
  if (body) headers["Prefer"] = "return=minimal"; // replies only: less to load on a slow line
  try {
    const response = await fetch(path, {
      method, headers, credentials: "same-origin", cache: "no-store",
      body: body && JSON.stringify(body), signal: control ? control.signal : undefined,
    });
    const data = await response.json().catch(() => null);
    return { status: response.ok && !data ? 502 : response.status, data: data || {} };
  } catch (error) {
    return { status: 0, data: {} };
  } finally {
    clearTimeout(timer);
    flights.delete(control);
  }
}

/** One request; a lost session is fetched anew with the page, once. */
async function call(method, path, body, id) {
  const answer = await once(method, path, body, id);
  if (answer.status !== 401) return answer;
  await once("GET", "./");
  return once(method, path, body, id);
}

async function fetchConversation() {
  const { status, data } = await call("GET", "conversation");
  if (status === 404) return { replies: [] };
  return status === 200 ? Object.assign({}, data, { replies: data.replies || [] }) : null;
}

/** Deletes the conversation on the server, one deletion after the other; false when that has to be tried again. */
function erase() {
  setOwed(true);
  erasing = erasing.then(async () => {
    const { status } = await call("DELETE", "conversation");
    const gone = (status >= 200 && status < 300) || status === 404;
    if (gone) setOwed(false);
    return gone;
  });
  return erasing;
}

function setOwed(on) {
  owed = on;
  remember("erase", on);
}

/* ---- showing ---- */

function showMine(text) {
  const bubble = make("div", "bubble", text);
  const node = make("div", "msg me", make("span", "sr", "您说："), bubble);
  node.tabIndex = -1;
  log.append(node);
  return node;
}

function showBot(text, fold) {
  const node = make("div", "msg", make("span", "sr", "助手说："), make("div", "bubble", lined(text)));
  if (fold) fold.lastChild.before(node);
  else log.append(node);
  return node;
}

function showFold() {
  const fold = make("div", "msg fold folded");
  const key = button("更多", "fold-key", () => {
    const open = key.getAttribute("aria-expanded") !== "true";
    key.setAttribute("aria-expanded", String(open));
    key.textContent = open ? "收起" : "更多";
    fold.classList.toggle("folded", !open);
    pointDown();
  });
  key.setAttribute("aria-expanded", "false");
  fold.append(button("回到上面的结果", "fold-end", () => {
    key.click();
    key.focus({ preventScroll: true });
    toTop(log.querySelector(".result") || key);
  }));
  log.append(key, fold);
  return fold;
}

/** The bot's replies of one turn; successive `more` replies share one fold. Returns the last question, if any. */
function showTurn(replies) {
  let fold = null;
  let question = null;
  const nodes = [];
  for (const reply of replies) {
    fold = reply.more ? fold || showFold() : null;
    nodes.push(showBot(reply.text || "", fold));
    if (fold) nodes.push(fold);
    if (reply.choices && reply.choices.length) question = { reply, after: nodes[nodes.length - 1] };
  }
  if (replies.some((reply) => reply.more)) {
    for (const old of log.querySelectorAll(".result")) old.classList.remove("result");
    nodes.forEach((node) => node.classList.add("result"));
    log.classList.add("has-result");
  }
  return question;
}

function showChoices(question) {
  const { reply } = question;
  const group = make("div", "choices");
  const picked = new Set();
  const send = (ids) => {
    if (group.classList.contains("past")) return;
    const labels = reply.choices.filter((choice) => ids.includes(choice.id)).map((choice) => choice.label);
    const question = reply.question || undefined;
    post(labels.join("；"), reply.multiple ? { choices: ids, question } : { choice: ids[0], question });
  };
  const keys = reply.choices.map((choice, at) => {
    const key = button("", "", () => (reply.multiple ? toggle(choice.id) : send([choice.id])));
    key.append(make("span", "num", String(at + 1)), make("span", "", choice.label));
    key.dataset.id = choice.id;
    if (reply.multiple) key.setAttribute("role", "checkbox");
    return key;
  });
  const paint = () => keys.forEach((key) => key.setAttribute("aria-checked", String(picked.has(key.dataset.id))));
  const toggle = (id) => {
    if (picked.delete(id)) return paint();
    if (ALONE.has(id)) picked.clear();
    else ALONE.forEach((other) => picked.delete(other));
    picked.add(id);
    notice("");
    return paint();
  };
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", reply.multiple ? "可以选几项，选好按确定" : "请选一项");
  if (reply.multiple) group.append(make("p", "hint", "可以选几项，选好了按“确定”。"));
  group.append(...keys);
  if (reply.multiple) {
    paint();
    group.append(button("确定", "ok", () => {
      if (picked.size) send(reply.choices.map((choice) => choice.id).filter((id) => picked.has(id)));
      else notice("请先选一项，再按“确定”。");
    }));
  }
  (question.after.closest(".fold") || question.after).after(group);
}

/** What can always be said to a question, as keys. */
function showAsides(withoutChoices) {
  const sayings = (withoutChoices ? ["不知道", "不想说"] : []).concat(["为什么问这个", "上一个答错了"]);
  const keys = sayings.map((saying) => button(saying, "", () => post(saying, { text: saying })));
  log.append(make("div", "asides", ...keys, button("换一台设备接着问", "", move)));
}

function showEnd() {
  const words = page.classList.contains("leave")
    ? "“看完就清”开着：离开这一页，这次咨询就删除。要留着，请先抄下或打印。"
    : "问完了。想到别的，可以接着写。手机要给别人用，看完请点“清除”。";
  log.append(make("div", "end", make("p", "", words), button("打印", "", printSheet), button("清除", "", clear)));
}

function showTail(state, question) {
  if (question) showChoices(question);
  if (state.asking) showAsides(!question);
  if (state.done) showEnd();
}

/** Only the newest question can be answered by a tap. */
function closeQuestions(chosen) {
  for (const node of log.querySelectorAll(".asides, .end")) node.remove();
  for (const group of log.querySelectorAll(".choices:not(.past)")) {
    group.classList.add("past");
    for (const key of group.querySelectorAll("button")) {
      key.disabled = true;
      key.classList.toggle("chosen", chosen.includes(key.dataset.id));
    }
  }
}

/** Brings the new messages into view, their beginning first. */
function reveal(first) {
  const above = first.getBoundingClientRect().top - $("bar").getBoundingClientRect().bottom - 8;
  if (hiddenBelow() > 0) window.scrollBy(0, Math.min(above, hiddenBelow()));
  pointDown();
}

/** Scrolls so that the node stands right under the bar. */
function toTop(node) {
  window.scrollBy(0, node.getBoundingClientRect().top - $("bar").getBoundingClientRect().bottom - 8);
}

/** How much of the log is hidden under the foot, in pixels. */
function hiddenBelow() {
  return $("thinking").getBoundingClientRect().bottom - window.innerHeight + $("foot").offsetHeight;
}

/** Says that there is more below: not everybody knows to scroll. */
function pointDown() {
  $("down").hidden = hiddenBelow() < 48;
}

/** Draws a conversation as the server tells it. */
function render(state) {
  log.setAttribute("aria-busy", "true");
  log.textContent = "";
  log.classList.remove("has-result");
  shown = state.replies.slice();
  let replies = [];
  let last = null;
  const showReplies = () => (replies.length ? showTurn(replies.splice(0)) : null);
  for (const entry of shown) {
    if (entry.from !== "user") {
      replies.push(entry);
      continue;
    }
    const question = showReplies();
    if (question) showChoices(question);
    closeQuestions([]);
    last = showMine(entry.text);
  }
  showTail(state, showReplies());
  outbox.forEach(showPending);
  log.removeAttribute("aria-busy");
  reveal(last || log);
}

function start() {
  mode = "open";
  $("resume").hidden = true;
  $("welcome").hidden = false;
  $("foot").hidden = false;
}

/** Whether the server shows nothing of the conversation before the question is answered. */
const isCovered = (state) => Boolean(state.asking && state.asking.question === RESUME);

/** An earlier conversation shows nothing of itself before a tap: phones are shared. */
function conceal(state) {
  mode = "resume";
  waiting = state;
  shown = [];
  log.textContent = "";
  log.classList.remove("has-result");
  if (outbox.length) field.value = outbox.map((item) => item.text).join("\n");
  outbox = [];
  stalled = false;
  $("thinking").textContent = "";
  const question = isCovered(state) ? state.replies[state.replies.length - 1] : null;
  const [onward, anew] = question ? question.choices.map((choice) => choice.label) : [];
  $("resume-help").replaceChildren(...(question ? state.replies.slice(0, -1).map((reply) => lined(reply.text)) : []));
  $("resume-text").textContent = question ? question.text : state.done ? "这里有一次咨询的结果。" : "有一次没看完的咨询。";
  $("continue").textContent = onward || (state.done ? "点这里看结果" : "点这里继续");
  $("restart").textContent = anew || "重新开始";
  $("resume-trouble").textContent = "";
  $("resume").hidden = false;
  $("welcome").hidden = true;
  $("foot").hidden = true;
}

/** Answers the server's question whether to go on, then shows what it shows. */
async function answerResume(choice) {
  const now = turn;
  const keys = [$("continue"), $("restart")];
  keys.forEach((key) => { key.disabled = true; });
  const { status, data } = await call("POST", "messages", { choice, question: RESUME }, newId());
  const state = status === 200 ? await fetchConversation() : null;
  keys.forEach((key) => { key.disabled = false; });
  if (now !== turn) return;
  if (!state) {
    $("resume-trouble").textContent = "现在连不上，请再点一次。";
    return;
  }
  waiting = null;
  start();
  if (choice === "anew") notice(data.replies[0].text); // what was deleted is said on no other page
  if (!state.replies.length) return;
  $("welcome").hidden = true;
  render(state);
}

/* ---- sending ---- */

function showPending(item) {
  item.node = showMine(item.text);
  mark(item, item.state, item.why);
}

/** The small line under a message of one's own; state: waiting | sending | failed | sent. */
function mark(item, state, why) {
  const old = item.node.querySelector(".mark");
  if (old && old.contains(document.activeElement)) item.node.focus({ preventScroll: true });
  if (old) old.remove();
  item.state = state;
  item.why = why || "";
  if (state === "waiting") item.node.append(make("span", "mark", "等着发送"));
  if (state === "sending") item.node.append(make("span", "mark sending", "发送中…"));
  if (state === "failed") {
    item.node.append(button(item.why + "没有发出去，点这里再发一次", "mark", () => { stalled = false; pump(); }));
  }
}

const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2);

function post(text, body) {
  notice("");
  const hadFocus = log.contains(document.activeElement);
  closeQuestions([].concat(body.choices || body.choice || []));
  const item = { text, body, id: newId(), state: "waiting", why: "", node: null };
  outbox.push(item);
  showPending(item);
  if (hadFocus) item.node.focus({ preventScroll: true });
  stalled = false;
  reveal(item.node);
  pump();
}

/**
 * Sends what waits, in order. Messages written one upon the other go out at once: the server takes fragments together.
 * What is sent again goes alone, so that later ones cannot overtake it.
 */
async function pump() {
  if (pumping) return;
  pumping = true;
  while (!stalled && mode !== "resume") {
    const item = outbox.find((one) => one.state !== "sending");
    if (!item) break;
    const sent = deliver(item);
    await (item.again ? sent : Promise.race([sent, item.posted]));
  }
  pumping = false;
  rest();
}

const underWay = () => outbox.filter((item) => item.state === "sending");

function rest() {
  if (!underWay().length) $("thinking").textContent = "";
}

function stall(item, why) {
  stalled = true;
  mark(item, "failed", why);
  rest();
  reveal(item.node);
}

async function deliver(item) {
  const now = turn;
  item.again = item.state === "failed";
  item.posted = new Promise((done) => { item.onPosted = done; });
  mark(item, "sending");
  $("thinking").textContent = "正在想…";
  if (owed && !(await erase())) return now === turn && stall(item);
  if (mode !== "open" && !(await load())) return now === turn && stall(item);
  if (mode === "resume" || now !== turn) return undefined;
  if (item.again && underWay().length === 1 && (await arrived(now))) return undefined;
  const sent = now === turn ? call("POST", "messages", item.body, item.id) : Promise.resolve({});
  item.onPosted();
  const { status, data } = await sent;
  if (now !== turn) {
    await erase(); // cleared while it was under way: the server may have taken it after the first deletion
    return undefined;
  }
  if (!outbox.includes(item)) return undefined; // taken in one turn with another, which has shown the answer
  if (status === 200) return accept(item, data);
  if (status === 0 || status === 401 || status === 429 || status >= 500) return stall(item, data.error);
  return refuse(item, data.error || "这句话没有被接受，请换个说法。");
}

/** The server will never take it: the words go back to the field, the open question comes back. */
async function refuse(item, why) {
  const now = turn;
  outbox = outbox.filter((one) => one !== item);
  rest();
  item.node.remove();
  if (item.body.text) field.value = item.text + (field.value && "\n" + field.value);
  grow();
  notice(why);
  const state = await fetchConversation();
  if (state && now === turn) render(state);
}

/** Whether a message whose answer was lost has been taken by the server after all. */
async function arrived(now) {
  const state = await fetchConversation();
  const mine = (entries) => entries.filter((entry) => entry.from === "user").length;
  if (!state || isCovered(state) || now !== turn || mine(state.replies) <= mine(shown)) return false;
  outbox.shift();
  render(state);
  return true;
}

/** One turn may have taken several messages; its replies are shown once, below all of them. */
function accept(item, data) {
  const together = outbox.filter((one) => one === item || (data.messages || []).includes(one.id));
  outbox = outbox.filter((one) => !together.includes(one));
  if (isCovered(data)) return conceal(data);
  together.forEach((one) => mark(one, "sent"));
  const replies = data.replies && data.replies.length ? data.replies : [{ text: "刚才没有听清，请再说一次。" }];
  shown.push(...together.map((one) => ({ from: "user", text: one.text })), ...replies);
  const question = showTurn(replies);
  outbox.forEach((later) => log.append(later.node));
  if (!outbox.length) showTail(data, question);
  rest();
  reveal(together[0].node);
  return undefined;
}

/* ---- loading, two tabs, clearing ---- */

function load() {
  loading = loading || loadOnce().finally(() => {
    loading = null;
    $("boot").hidden = true;
  });
  return loading;
}

/** Looks whether there is an earlier conversation; false when the server cannot be reached. */
async function loadOnce() {
  const now = turn;
  if (owed || page.classList.contains("leave")) await erase();
  const state = await fetchConversation();
  if (now !== turn) return true;
  if (!state) {
    mode = "failed";
    notice("现在连不上。", "再试一次", () => { notice(""); load(); });
    return false;
  }
  if (mode === "failed") notice("");
  if (state.replies.length) conceal(state);
  else start();
  return true;
}

const gist = (entries) => JSON.stringify(entries.map((entry) => (entry.from === "user" ? 0 : entry.text)));

/** Another tab may have gone on with the conversation. */
async function sync() {
  if (mode !== "open" || pumping || underWay().length || syncing || document.visibilityState === "hidden") return;
  syncing = true;
  const now = turn;
  const state = await fetchConversation();
  syncing = false;
  if (!state || pumping || underWay().length || now !== turn || gist(state.replies) === gist(shown)) return;
  if (!shown.length || isCovered(state)) {
    conceal(state);
    return;
  }
  render(state);
  if (state.replies.length) return;
  start();
  notice("这次咨询已经在别处清除了。");
}

function wipe() {
  turn += 1;
  flights.forEach((control) => control.abort());
  outbox = [];
  shown = [];
  waiting = null;
  stalled = false;
  escaped = false;
  log.textContent = "";
  log.classList.remove("has-result");
  field.value = "";
  grow();
  $("thinking").textContent = "";
  pointDown();
}

async function clear() {
  wipe();
  start();
  window.scrollTo(0, 0);
  notice("屏幕已清空，正在删除……");
  const now = turn;
  const gone = await erase();
  if (now !== turn || outbox.length) return;
  if (gone) notice("已清除。这次咨询已经删掉，屏幕上和服务器上都没有了。");
  else notice("屏幕已清空，但网络不通，服务器上还没有删掉。", "再删一次", clear);
}

/* ---- another device ---- */

/** Shows a link that opens this conversation on another device, once. */
async function move() {
  const now = turn;
  const { status, data } = await call("POST", "moves");
  if (now !== turn) return;
  if (status !== 201) {
    notice(data.error || "现在连不上，请过一会儿再点。");
    return;
  }
  const link = new URL("./?move=" + encodeURIComponent(data.code), location.href).href;
  const copy = navigator.clipboard && (() => navigator.clipboard.writeText(link).then(() => notice("链接抄好了，贴到另一台设备上打开。"), () => null));
  notice(`在另一台设备上打开这个链接，就能接着问。${data.minutes}分钟内有效，只能用一次，别发给外人：\n${link}`, copy ? "复制" : "", copy);
}

/* ---- keys and switches ---- */

function grow() {
  field.rows = 1;
  while (field.rows < MAX_ROWS && field.scrollHeight > field.clientHeight) field.rows += 1;
}

const inComposition = (event) => event.isComposing || composing || event.keyCode === 229;

function sendTyped() {
  const text = field.value.trim();
  const length = Array.from(text).length;
  if (!text) return;
  if (length > MAX_CHARS) {
    notice(`这段话有 ${length} 个字，一次最多发 ${MAX_CHARS} 个字。请删短一些，或者分几次发。`);
    return;
  }
  field.value = "";
  grow();
  post(text, { text });
}

function setLarge(on) {
  page.classList.toggle("large", on);
  $("large").setAttribute("aria-pressed", String(on));
  grow();
  pointDown();
}

function setLeave(on) {
  page.classList.toggle("leave", on);
  $("leave").setAttribute("aria-checked", String(on));
}

function flip(key, set) {
  const on = !page.classList.contains(key);
  set(on);
  remember(key, on);
  return on;
}

function dated() {
  $("printed").textContent = new Date().toLocaleDateString("zh-CN");
}

function printSheet() {
  dated();
  window.print();
}

field.addEventListener("compositionstart", () => { composing = true; });
field.addEventListener("compositionend", () => { composing = false; });
field.addEventListener("input", () => {
  if ($("notice-act").hidden) notice("");
  grow();
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || inComposition(event)) return;
  event.preventDefault();
  sendTyped();
});
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  sendTyped();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || inComposition(event)) {
    escaped = false;
  } else if (escaped) {
    clear();
  } else {
    escaped = true;
    notice("再按一次 Esc 键，马上清除这次咨询。");
  }
});
$("clear").addEventListener("click", clear);
$("restart").addEventListener("click", () => (isCovered(waiting) ? answerResume("anew") : clear()));
$("continue").addEventListener("click", () => {
  const state = waiting;
  if (isCovered(state)) {
    answerResume("go_on");
    return;
  }
  waiting = null;
  start();
  $("welcome").hidden = true;
  render(state);
  sync();
});
$("large").addEventListener("click", () => flip("large", setLarge));
$("leave").addEventListener("click", () => {
  notice(flip("leave", setLeave) ? "已打开：离开这一页，这次咨询就删除。" : "已关上：这次咨询会保留，可以回来接着看。");
});
$("down").addEventListener("click", () => {
  const screenful = window.innerHeight - $("bar").offsetHeight - $("foot").offsetHeight;
  window.scrollBy(0, Math.min(screenful - 48, hiddenBelow()));
});
window.addEventListener("scroll", pointDown, { passive: true });
window.addEventListener("resize", pointDown);
window.addEventListener("beforeprint", dated);
window.addEventListener("focus", sync);
document.addEventListener("visibilitychange", sync);
window.addEventListener("pagehide", () => {
  if (!page.classList.contains("leave")) return;
  fetch("conversation", { method: "DELETE", credentials: "same-origin", keepalive: true }).catch(() => null);
  wipe();
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return; // kept in memory by the browser: conceal it like after a reload
  wipe();
  load();
});

$("tools").hidden = false;
$("foot").hidden = false;
setLarge(remembered("large"));
setLeave(remembered("leave"));
owed = remembered("erase");
if (location.search) history.replaceState(null, "", "./"); // a link of another device is used up
if (window.matchMedia("(hover: hover) and (pointer: fine)").matches) field.focus();
load();
