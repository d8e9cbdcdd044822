// Makes elements. Text is only ever set as text: nothing in the console parses markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children. A function as an attribute is a listener; null leaves an attribute or child out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Replaces all children of a node. */
export function show(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(isThere).map(asNode));
  return node;
}

/** Sets custom properties of CSS, such as a place on a scale. */
export function vary(node, properties) {
  Object.entries(properties).forEach(([name, value]) => node.style.setProperty(name, value));
  return node;
}

function fill(node, attributes, children) {
  Object.entries(attributes).forEach(([name, value]) => set(node, name, value));
  node.append(...children.flat(Infinity).filter(isThere).map(asNode));
  return node;
}

function set(node, name, value) {
  if (typeof value === 'function') {
    node.addEventListener(name, value);
  } else if (value === true) {
    node.setAttribute(name, '');
  } else if (value !== null && value !== undefined && value !== false) {
    node.setAttribute(name, String(value));
  }
}

function isThere(child) {
  return child !== null && child !== undefined && child !== false;
}

function asNode(child) {
  return child instanceof Node ? child : document.createTextNode(String(child));
}
