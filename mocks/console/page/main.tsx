import { options, render } from 'preact'
import { printable } from '../../../src/core/index.ts'
import { App } from './app.tsx'

// Every text of the page passes here, so that text from senders and endpoints cannot reorder or hide characters.
options.vnode = (node) => {
  const { props }: { props: unknown } = node
  if (typeof props !== 'string') return
  // A body keeps its line ends.
  const shown = props.split('\r').map(printable).join('\r')
  if (shown !== props) Object.assign(node, { props: shown })
}

const root = document.querySelector('#app')
if (root !== null) render(<App />, root)
