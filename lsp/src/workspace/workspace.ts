import { statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { CONFIG_FILE, EXTENSION, findProject, isInside, projectsBelow } from '@journey-lang/compiler/editor'
import { libraryModule } from './library-files.ts'
import { type OpenDocument, Project } from './project.ts'
import { uriOfPath } from './uris.ts'

/** A document in its project. */
export interface Location {
  project: Project
  /** Relative to the project. */
  path: string
}

/**
 * What is open in the editor: folders, the projects in them, and documents whose texts are newer than their files. A
 * project is checked when it is asked for.
 */
export class Workspace {
  readonly #open = new Map<string, OpenDocument>()
  readonly #projects = new Map<string, Project>()
  readonly #rootOf = new Map<string, string>()
  #folders: readonly string[] = []
  #last: Project | undefined

  /** Sets the folders that are open, by absolute paths. */
  setFolders(folders: readonly string[]): void {
    this.#folders = folders
    this.#rearrange()
  }

  /** Finds out anew which projects there are: those of the open folders, and those that open documents belong to. */
  #rearrange(): void {
    this.#rootOf.clear()
    const roots = new Set(
      this.#folders.flatMap((folder) => {
        const around = findProject(folder)
        return around ? [around, ...projectsBelow(folder)] : projectsBelow(folder)
      }),
    )
    for (const file of this.#open.keys()) {
      if (file.endsWith(EXTENSION) && libraryModule(file) === undefined) roots.add(this.#rootAround(file))
    }
    for (const root of this.#projects.keys()) if (!roots.has(root)) this.#projects.delete(root)
    for (const root of roots) this.#projectAt(root).restock()
  }

  /** Every project that is known. */
  get projects(): readonly Project[] {
    return [...this.#projects.values()]
  }

  /** The text of an open document. */
  textOf(file: string): string | undefined {
    return this.#open.get(file)?.text
  }

  /** Takes in the text of a document that is open now, and how the editor spells its URI. */
  open(file: string, text: string, uri: string = uriOfPath(file)): void {
    this.#open.set(file, { uri, text })
    if (libraryModule(file) !== undefined) return
    if (file.endsWith(EXTENSION)) this.#projectOf(file).restock()
    this.#touch(file)
  }

  /** Takes in another text of a document that is open. */
  edit(file: string, text: string): void {
    const uri = this.#open.get(file)?.uri ?? uriOfPath(file)
    this.#open.set(file, { uri, text })
    this.#touch(file)
  }

  /** From now on the file's own text counts. */
  close(file: string): void {
    this.#open.delete(file)
    if (libraryModule(file) !== undefined) return
    if (file.endsWith(EXTENSION)) this.#letGo(file)
    this.#touch(file)
  }

  /** The document was the last thing that some projects were open for. */
  #letGo(file: string): void {
    const root = this.#rootAround(file)
    const isOpen = (one: string) => one.endsWith(EXTENSION) && this.#rootAround(one) === root
    const isNeeded = this.#folders.some((folder) => isInside(folder, root) || isInside(root, folder))
    if (isNeeded || [...this.#open.keys()].some(isOpen)) this.#projectAt(root).restock()
    else {
      if (this.#last?.root === root) this.#last = undefined
      this.#projects.delete(root)
      this.#rootOf.delete(dirname(file))
    }
  }

  /** Takes in that files or folders changed, came or went on the disk. */
  filesChanged(files: readonly string[]): void {
    // A folder may be a project now, or none any more.
    if (files.some((file) => basename(file) === CONFIG_FILE || this.#projects.has(file))) this.#rearrange()
    for (const file of files) {
      const isSource = file.endsWith(EXTENSION)
      const found = isSource ? undefined : statSync(file, { throwIfNoEntry: false })
      for (const project of this.projects) {
        // Told of a folder alone, an editor may mean all that is in it.
        if ((isSource || found?.isDirectory()) && isInside(project.root, file)) project.restock()
        if (!isSource && !found?.isFile()) project.touchBelow(file)
      }
      this.#touch(file)
    }
  }

  /** Takes in that anything may have changed on the disk, for editors that do not tell what. */
  lookAgain(): void {
    for (const project of this.projects) project.lookAgain()
  }

  /** Where a document belongs; a module of the library is seen from the project that was last asked about. */
  locate(file: string): Location | undefined {
    const module = libraryModule(file)
    if (module !== undefined) return this.#last && { project: this.#last, path: module }
    if (!file.endsWith(EXTENSION)) {
      const project = this.projects.find((one) => one.reads(file))
      return project && { project, path: project.pathOf(file) }
    }
    const project = this.#projectOf(file)
    this.#last = project
    return { project, path: project.pathOf(file) }
  }

  #touch(file: string): void {
    for (const project of this.projects) project.touch(file)
  }

  #projectOf(file: string): Project {
    return this.#projectAt(this.#rootAround(file))
  }

  #rootAround(file: string): string {
    const folder = dirname(file)
    let root = this.#rootOf.get(folder)
    if (root === undefined) {
      root = findProject(folder) ?? this.#folders.find((one) => isInside(one, file)) ?? folder
      this.#rootOf.set(folder, root)
    }
    return root
  }

  #projectAt(root: string): Project {
    let project = this.#projects.get(root)
    if (!project) {
      const owns = (file: string) =>
        file.endsWith(EXTENSION) && libraryModule(file) === undefined && this.#rootAround(file) === root
      const isLoose = () =>
        findProject(root) === undefined && !this.#folders.some((folder) => isInside(folder, root))
      project = new Project(root, this.#open, { owns, isLoose })
      this.#projects.set(root, project)
    }
    return project
  }
}
