/** What the kernel is told of the session, when the client is brought into it. */
export interface AttachFacts {
  readonly run: string;
  readonly store: string;
  readonly notebook: string;
  /** the folder that holds the client's package, on the editor's disk */
  readonly modules: string;
  /** a file on the editor's disk, and what is in it: a kernel that can't read it is elsewhere */
  readonly probe: string;
  readonly mark: string;
}

const ATTACH_HERE = `
import json, os, sys
def attach():
    try:
        with open(given["probe"], encoding="utf-8") as file:
            here = file.read() == given["mark"] and os.path.isdir(given["store"])
    except OSError:
        here = False
    if not here:
        return print(json.dumps({"ok": False, "elsewhere": True}))
    if given["modules"] not in sys.path:
        sys.path.append(given["modules"])
    import trialbook.notebook
    trialbook.notebook.attach(given["run"], store_dir=given["store"], notebook=given["notebook"])
`;

const ATTACH_ELSEWHERE = `
import base64, os, sys, tempfile
def attach():
    try:
        import trialbook.notebook
    except ImportError:
        path = os.path.join(tempfile.mkdtemp(prefix="trialbook-client-"), "trialbook.zip")
        with open(path, "wb") as file:
            file.write(base64.b64decode(given["client"]))
        sys.path.append(path)
        sys.modules.pop("trialbook", None)
        import trialbook.notebook
    trialbook.notebook.attach(given["run"], store_dir=None, notebook=given["notebook"])
`;

/** Brings the client into a kernel that sees the editor's disk; one that does not says `elsewhere`. */
export function attachHere(facts: AttachFacts): string {
  return hidden(ATTACH_HERE + guarded('attach()'), facts);
}

/** The same for a kernel on another machine, which is given the client itself. @param client a zip archive, in base64 */
export function attachElsewhere(facts: Pick<AttachFacts, 'run' | 'notebook'> & { readonly client: string }): string {
  return hidden(ATTACH_ELSEWHERE + guarded('attach()'), facts);
}

/** Asks for records beyond those that are here. @param have bytes of each journal file @param limit bytes of the answer, about */
export function takeRecords(have: Readonly<Record<string, number>>, limit: number): string {
  return called('take(given["have"], given["limit"])', { have, limit });
}

export function startRun(name: string | undefined): string {
  return called('start(given["name"])', { name: name ?? null });
}

export function endRun(): string {
  return called('end()', {});
}

export function detach(): string {
  return called('detach()', {});
}

function called(call: string, given: object): string {
  return hidden(`import trialbook.notebook\n${guarded(`trialbook.notebook.${call}`)}`, given);
}

function guarded(call: string): string {
  return `import json\ntry:\n    ${call}\nexcept Exception as error:\n    print(json.dumps({"ok": False, "error": "%s: %s" % (type(error).__name__, error)}))\n`;
}

/** Leaves no name among the person's, and is no cell. A JSON text is a Python literal, once it is one of a string. */
function hidden(code: string, given: object): string {
  const values = JSON.stringify(JSON.stringify(given));
  return `# trialbook: hidden\n__import__("builtins").exec(${JSON.stringify(code)}, {"__name__": "trialbook_editor", "given": __import__("json").loads(${values})})`;
}
