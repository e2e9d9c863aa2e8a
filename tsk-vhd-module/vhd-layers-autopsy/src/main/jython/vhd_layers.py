# Offers the data source type "VHD chain (differencing disk)" to an Autopsy in which no plug-in can be installed. Copy this file and
# vhd-layers-autopsy.jar into one folder below python_modules (Tools > Python Plugins opens it).
import os
import sys

from java.lang import Class
from org.python.core import Py

# The jar beside this file and no other: what lies in other folders that Python looks in may be anybody's.
jar = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vhd-layers-autopsy.jar")
if not os.path.isfile(jar):
    raise ImportError("vhd-layers-autopsy.jar is missing beside " + os.path.abspath(__file__) + ": copy it there")
if jar not in sys.path:
    sys.path.append(jar)

# Not "from io.github...": Python's own io stands in the way.
VhdDataSourceProcessor = Class.forName(
    "io.github.vhdlayers.tsk.autopsy.VhdDataSourceProcessor", True, Py.getSystemState().getSyspathJavaLoader())


class VhdChainDataSourceProcessor(VhdDataSourceProcessor):
    pass
