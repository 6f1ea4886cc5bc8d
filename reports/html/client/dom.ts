/** The little of a browser that the page's script uses; the project is compiled for Node. */

interface PageEvent {
  target: PageElement | null
  preventDefault(): void
}

export interface PageElement {
  readonly tagName: string
  readonly name: string
  value: string
  checked: boolean
  hidden: boolean
  open: boolean
  innerHTML: string
  textContent: string | null
  readonly clientWidth: number
  readonly children: ArrayLike<PageElement> & Iterable<PageElement>
  closest(selector: string): PageElement | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  getAttribute(name: string): string | null
  setAttribute(name: string, value: string): void
  removeAttribute(name: string): void
  addEventListener(type: string, heard: (event: PageEvent) => void): void
  append(...elements: readonly PageElement[]): void
  remove(): void
  focus(): void
  select(): void
  showModal(): void
  close(): void
}

interface Page {
  getElementById(id: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  createElement(name: string): PageElement
  addEventListener(type: string, heard: (event: PageEvent) => void): void
  execCommand(name: 'copy'): boolean
  readonly activeElement: PageElement | null
  readonly body: PageElement
}

interface Browser {
  readonly document: Page
  readonly location: { hash: string; pathname: string; search: string }
  readonly history: { replaceState(state: null, unused: '', address: string): void }
  readonly navigator: { clipboard?: { writeText(text: string): Promise<void> } }
  addEventListener(type: 'hashchange' | 'resize', heard: () => void): void
}

/** The window that the script runs in. */
export const browser = globalThis as unknown as Browser
export const { document } = browser
