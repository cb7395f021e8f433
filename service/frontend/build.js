// Builds the scripts of the pages: `npm ci && npm run build` writes them to ../pages/static, `npm run build -- FOLDER`
// elsewhere. The same sources and lock file give the same bytes: no time, no path and no host stands in them.

import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ? resolve(process.argv[2]) : join(here, "..", "pages", "static");

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/** The licences of every package that may be in a bundle: all that is installed and not only for building. */
async function licences() {
  const lock = JSON.parse(await readFile(join(here, "package-lock.json"), "utf8"));
  const folders = Object.keys(lock.packages).filter((path) => path && !lock.packages[path].dev).sort();
  const parts = [
    "Third-party software in the scripts of this folder, with its licences.\n" +
      "Written by the build of service/frontend from its lock file.\n",
  ];
  for (const folder of folders) {
    const about = JSON.parse(await readFile(join(here, folder, "package.json"), "utf8"));
    const files = (await readdir(join(here, folder))).filter((name) => /^licen[cs]e/i.test(name)).sort();
    const texts = await Promise.all(files.map((name) => readFile(join(here, folder, name), "utf8")));
    if (!texts.length) {
      if (about.license !== "MIT") throw new Error(`${about.name} ships no licence text`);
      texts.push(`Copyright (c) ${people(about)}\n\n${MIT}`);
    }
    const address = about.homepage ?? about.repository?.url ?? "";
    const head = `${about.name} ${about.version}\n${about.license}${address ? `\n${address}` : ""}`;
    parts.push(`${"=".repeat(100)}\n${head}\n${"-".repeat(100)}\n${texts.map(plain).join("\n\n")}\n`);
  }
  return parts.join("\n");
}

function people(about) {
  const named = [about.author, ...(about.contributors ?? [])].filter(Boolean);
  return named.map((one) => (typeof one === "string" ? one : one.name)).join(", ");
}

function plain(text) {
  return text.replace(/\r\n?/g, "\n").replace(/[ \t]+$/gm, "").trim();
}

await mkdir(out, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ["src/sparql.js", "src/graph.js", "src/neighbourhood.js"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "// Licences of third-party code: LICENSES.txt in this folder." },
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});
await writeFile(join(out, "LICENSES.txt"), await licences());
