"""How a field tells what belongs to it: its hint and its fault, for whoever does not see where they stand."""

from wtforms import Field

_MANY_INPUTS = ("RadioField", "YesNo", "SelectMultipleField", "CheckboxesField")


def first_input(field: Field) -> str:
    """The id a link to the field leads to: that of its first input."""
    if hasattr(field, "parts"):
        return str(field.parts[0].id)
    return f"{field.id}-0" if field.type in _MANY_INPUTS else str(field.id)


def field_class(field: Field, kind: str = "field") -> str:
    """The class of the box around a field."""
    return f"{kind} field-bad" if field.errors else kind


def group_marks(field: Field, hint: str) -> dict[str, str]:
    """What describes a group of controls."""
    there = [f"{field.id}-hint"] if hint else []
    there += [f"{field.id}-error"] if field.errors else []
    return {"aria-describedby": " ".join(there)} if there else {}


def control_marks(field: Field, hint: str) -> dict[str, str]:
    """What describes one control, and whether it has to be mended."""
    return {**group_marks(field, hint), **invalid_mark(field)}


def checked_marks(field: Field, hint: str) -> dict[str, str]:
    """As `control_marks`; the room for the fault is there before there is one."""
    there = [f"{field.id}-hint"] if hint else []
    return {"aria-describedby": " ".join([*there, f"{field.id}-error"]), **invalid_mark(field)}


def invalid_mark(field: Field) -> dict[str, str]:
    """Said of a control that has to be mended."""
    return {"aria-invalid": "true"} if field.errors else {}


FOR_TEMPLATES = (first_input, field_class, group_marks, control_marks, checked_marks)
