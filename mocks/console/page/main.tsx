import { options, render } from 'preact'
import { printable } from '../../../src/core/index.ts'
import { App } from './app.tsx'

// Every text of the page passes here: nothing that a sender or an endpoint wrote turns its line around or hides in it.
options.vnode = (node) => {
  const { props }: { props: unknown } = node
  if (typeof props !== 'string') return
  // A body is shown with the line ends that it came with.
  const shown = props.split('\r').map(printable).join('\r')
  if (shown !== props) Object.assign(node, { props: shown })
}

const root = document.querySelector('#app')
if (root !== null) render(<App />, root)
