import { basename, dirname } from 'node:path'
import { CONFIG_FILE, EXTENSION, findProject, isInside, projectsBelow } from '@journey-lang/compiler/editor'
import { libraryModule } from './library-files.ts'
import { Project } from './project.ts'

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
  readonly #open = new Map<string, string>()
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
        return around ? [around] : projectsBelow(folder)
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
    return this.#open.get(file)
  }

  /** Takes in the text of a document that is open now. */
  open(file: string, text: string): void {
    this.#open.set(file, text)
    if (libraryModule(file) !== undefined) return
    if (file.endsWith(EXTENSION)) this.#projectOf(file).restock()
    this.#touch(file)
  }

  /** Takes in another text of a document that is open. */
  edit(file: string, text: string): void {
    this.#open.set(file, text)
    this.#touch(file)
  }

  /** From now on the file's own text counts. */
  close(file: string): void {
    this.#open.delete(file)
    if (libraryModule(file) !== undefined) return
    if (file.endsWith(EXTENSION)) this.#projectOf(file).restock()
    this.#touch(file)
  }

  /** Takes in that files changed, came or went on the disk. */
  filesChanged(files: readonly string[]): void {
    // A folder may be a project now, or none any more.
    if (files.some((file) => basename(file) === CONFIG_FILE)) this.#rearrange()
    for (const file of files) {
      if (file.endsWith(EXTENSION)) {
        for (const project of this.projects) if (isInside(project.root, file)) project.restock()
      }
      this.#touch(file)
    }
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
      project = new Project(root, this.#open, owns)
      this.#projects.set(root, project)
    }
    return project
  }
}
