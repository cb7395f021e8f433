// YASGUI's editor without what a strict page does not need: other endpoints, stored queries, fetched vocabularies,
// English notices, and a tool tip written with a style attribute, which the page's policy refuses.

import Yasqe from "@zazuko/yasqe";

Object.assign(Yasqe.defaults, {
  autocompleters: [],
  persistenceId: null,
  consumeShareLink: null,
  createShareableLink: null,
  showQueryButton: false,
  resizeable: false,
  editorHeight: "auto",
  viewportMargin: Infinity,
  gutters: ["place", "CodeMirror-linenumbers", "CodeMirror-foldgutter"],
});
for (const name of Object.keys(Yasqe.Autocompleters)) {
  if (name !== "variables") delete Yasqe.Autocompleters[name];
}
Yasqe.forkAutocompleter("variables", { name: "variables", autoShow: false });

Object.assign(Yasqe.prototype, {
  showNotification() {},
  hideNotification() {},
  /** Does nothing: the place of an error is the server's to say, for its grammar decides. */
  checkSyntax() {},
});

export { Yasqe };
