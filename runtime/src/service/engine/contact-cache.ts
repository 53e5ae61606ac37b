import type { StoredContact } from '../store/contacts.ts'

/** Contacts as they are stored, those used last. What is in it can always be read again. */
export interface ContactCache {
  get(id: string): StoredContact | undefined
  set(contact: StoredContact): void
  clear(): void
}

/** Keeps at most so many contacts. */
export function createContactCache(size: number): ContactCache {
  // Two generations: when the young one is full it becomes the old one, and what was not used since is forgotten.
  let young = new Map<string, StoredContact>()
  let old = new Map<string, StoredContact>()
  const set = (contact: StoredContact) => {
    young.set(contact.state.id, contact)
    if (young.size < size / 2) return
    old = young
    young = new Map()
  }
  return {
    get(id) {
      const found = young.get(id)
      if (found !== undefined) return found
      const kept = old.get(id)
      if (kept !== undefined) set(kept)
      return kept
    },
    set,
    clear() {
      young = new Map()
      old = new Map()
    },
  }
}
