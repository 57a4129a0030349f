#!/usr/bin/env node
// Parses on every Node, however old, so that it can say which one is needed: ECMAScript 5, and nothing loaded before.
'use strict'

var manifest = require('../package.json')

/** The three numbers of a version, for example of ">=20.19.0". */
function numbersOf(version) {
  return version
    .replace(/^[^0-9]*/, '')
    .split('.')
    .map(Number)
}

function isOlder(found, needed) {
  for (var at = 0; at < needed.length; at++) {
    if (found[at] !== needed[at]) return found[at] < needed[at]
  }
  return false
}

var needed = manifest.engines.node
var first = process.argv[2]

if (isOlder(numbersOf(process.versions.node), numbersOf(needed))) {
  var lines = [
    'dropship: This Node is too old.',
    '  expected: ' + needed.replace(/^>=/, '') + ' or newer',
    '  found:    ' + process.versions.node + ', ' + process.execPath,
    '  next:     install a current Node from https://nodejs.org, or run the container image',
  ]
  process.stderr.write(lines.join('\n') + '\n')
  process.exitCode = 3
} else if (first === '--version' || first === '-V' || first === '-v') {
  process.stdout.write(manifest.version + '\n')
} else {
  // Where Node has it, from 22.1 on: what was compiled for one command serves the next.
  var modules = require('node:module')
  if (typeof modules.enableCompileCache === 'function') modules.enableCompileCache()
  // oxlint-disable-next-line import/no-unassigned-import -- the program runs on being loaded
  require('./main.js')
}
